/** The user pool service: its operations by name, its JWKS and its OpenID configuration. */
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Handler } from '../handler.ts';
import { createJsonService, jsonReply } from '../json-service.ts';
import { getOwn } from '../lib/own.ts';
import { type Context, issuerOf, type Operation } from './context.ts';
import { associateSoftwareToken } from './operations/associate-software-token.ts';
import { changePassword } from './operations/change-password.ts';
import { completeWebAuthnRegistration } from './operations/complete-web-authn-registration.ts';
import { confirmDevice } from './operations/confirm-device.ts';
import { confirmForgotPassword } from './operations/confirm-forgot-password.ts';
import { confirmSignUp } from './operations/confirm-sign-up.ts';
import { deleteWebAuthnCredential } from './operations/delete-web-authn-credential.ts';
import { forgetDevice } from './operations/forget-device.ts';
import { forgotPassword } from './operations/forgot-password.ts';
import { getDevice } from './operations/get-device.ts';
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token.ts';
import { getUserAuthFactors } from './operations/get-user-auth-factors.ts';
import { getUser } from './operations/get-user.ts';
import { globalSignOut } from './operations/global-sign-out.ts';
import { initiateAuth } from './operations/initiate-auth.ts';
import { listDevices } from './operations/list-devices.ts';
import { listUserSessions } from './operations/list-user-sessions.ts';
import { listWebAuthnCredentials } from './operations/list-web-authn-credentials.ts';
import { resendConfirmationCode } from './operations/resend-confirmation-code.ts';
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge.ts';
import { revokeToken } from './operations/revoke-token.ts';
import { revokeUserSession } from './operations/revoke-user-session.ts';
import { setUserMfaPreference } from './operations/set-user-mfa-preference.ts';
import { signUp } from './operations/sign-up.ts';
import { startWebAuthnRegistration } from './operations/start-web-authn-registration.ts';
import { updateDeviceStatus } from './operations/update-device-status.ts';
import { verifySoftwareToken } from './operations/verify-software-token.ts';
import { createSigningKeys } from './tokens/signing-keys.ts';
import { tokenStillValid } from './tokens/still-valid.ts';

const operations: Readonly<Record<string, Operation>> = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetDevice: getDevice,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAuthFactors: getUserAuthFactors,
  GlobalSignOut: globalSignOut,
  InitiateAuth: initiateAuth,
  ListDevices: listDevices,
  ListUserSessions: listUserSessions,
  ListWebAuthnCredentials: listWebAuthnCredentials,
  ResendConfirmationCode: resendConfirmationCode,
  RespondToAuthChallenge: respondToAuthChallenge,
  RevokeToken: revokeToken,
  RevokeUserSession: revokeUserSession,
  SetUserMFAPreference: setUserMfaPreference,
  SignUp: signUp,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  UpdateDeviceStatus: updateDeviceStatus,
  VerifySoftwareToken: verifySoftwareToken,
};

export const USER_POOL_TARGET = 'AWSCognitoIdentityProviderService';

export interface UserPoolService {
  /** The JSON operations. */
  handler: Handler;
  /** `/<poolId>/.well-known/jwks.json` and `/<poolId>/.well-known/openid-configuration`. */
  wellKnown: Handler;
  /** Begins to make what takes long and will be wanted: signing keys. */
  prepare: () => void;
  /** The public keys of an issuer of ours; undefined for any other. */
  jwks: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** Whether the user of a verified token of this issuer is still signed in: not deleted, disabled or signed out. */
  tokenStillValid: (issuer: string, claims: JWTPayload) => boolean;
}

/**
 * One operation at a time: what is checked before an await still holds after it, as AWS's conditional writes see to.
 */
function oneAtATime(): <Result>(run: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
}

export function createUserPoolService(given: Omit<Context, 'keys' | 'userAgent'>): UserPoolService {
  const context: Context = { ...given, keys: createSigningKeys() };
  const { world, region, state } = context;
  const inTurn = oneAtATime();

  const jwks = async (issuer: string) => {
    const pool = Object.values(state.pools).find(({ id }) => issuerOf(region, id) === issuer);
    return pool && context.keys.published(pool);
  };

  async function wellKnown(request: Request): Promise<Response> {
    const [, poolId = '', , document] = new URL(request.url).pathname.split('/');
    const pool = getOwn(state.pools, poolId);
    const contentType = 'application/json';
    if (!pool) {
      return jsonReply(
        world,
        { message: `User pool ${poolId} does not exist.` },
        { status: 404, contentType },
      );
    }
    const issuer = issuerOf(region, poolId);
    const body =
      document === 'jwks.json'
        ? await context.keys.published(pool)
        : {
            issuer,
            // Where this machine serves it: the issuer's own address is AWS's.
            jwks_uri: new URL(`/${poolId}/.well-known/jwks.json`, request.url).href,
            id_token_signing_alg_values_supported: ['RS256'],
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            scopes_supported: ['openid', 'email', 'phone', 'profile'],
          };
    return jsonReply(world, { ...body }, { contentType });
  }

  return {
    jwks,
    tokenStillValid: (issuer, claims) => tokenStillValid(context, issuer, claims),
    prepare() {
      // Whoever needs the key waits for the same one and is told if it fails.
      for (const pool of Object.values(state.pools)) void context.keys.current(pool).catch(() => {});
    },
    wellKnown,
    handler: createJsonService({
      world,
      target: USER_POOL_TARGET,
      operations: Object.fromEntries(
        Object.entries(operations).map(([name, operation]) => [
          name,
          (input, request) =>
            inTurn(() =>
              operation({ ...context, userAgent: request.headers.get('user-agent') ?? undefined }, input),
            ),
        ]),
      ),
    }),
  };
}
