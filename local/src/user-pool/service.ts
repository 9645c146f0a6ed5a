/** The user pool service: its operations by name, its JWKS and its OpenID configuration. */
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Handler } from '../handler.ts';
import type { Authorize } from '../iam/authorize.ts';
import { createJsonService, type JsonObject, type JsonOperation, jsonReply } from '../json-service.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../service-error.ts';
import type { Authenticate } from '../sts/authenticate.ts';
import { createAdminGate } from './admin-gate.ts';
import { type Context, issuerOf, type Operation } from './context.ts';
import { adminOperations } from './operations/admin/operations.ts';
import { associateSoftwareToken } from './operations/associate-software-token.ts';
import { changePassword } from './operations/change-password.ts';
import { completeWebAuthnRegistration } from './operations/complete-web-authn-registration.ts';
import { confirmDevice } from './operations/confirm-device.ts';
import { confirmForgotPassword } from './operations/confirm-forgot-password.ts';
import { confirmSignUp } from './operations/confirm-sign-up.ts';
import { deleteUserAttributes } from './operations/delete-user-attributes.ts';
import { deleteUser } from './operations/delete-user.ts';
import { deleteWebAuthnCredential } from './operations/delete-web-authn-credential.ts';
import { forgetDevice } from './operations/forget-device.ts';
import { forgotPassword } from './operations/forgot-password.ts';
import { getDevice } from './operations/get-device.ts';
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token.ts';
import { getUserAttributeVerificationCode } from './operations/get-user-attribute-verification-code.ts';
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
import { setUserSettings } from './operations/set-user-settings.ts';
import { signUp } from './operations/sign-up.ts';
import { startWebAuthnRegistration } from './operations/start-web-authn-registration.ts';
import { updateAuthEventFeedback } from './operations/update-auth-event-feedback.ts';
import { updateDeviceStatus } from './operations/update-device-status.ts';
import { updateUserAttributes } from './operations/update-user-attributes.ts';
import { verifySoftwareToken } from './operations/verify-software-token.ts';
import { verifyUserAttribute } from './operations/verify-user-attribute.ts';
import { createSigningKeys } from './tokens/signing-keys.ts';
import { tokenStillValid } from './tokens/still-valid.ts';
import { createTurns, type Turns } from './turns.ts';

const operations: Readonly<Record<string, Operation>> = {
  AssociateSoftwareToken: associateSoftwareToken,
  ChangePassword: changePassword,
  CompleteWebAuthnRegistration: completeWebAuthnRegistration,
  ConfirmDevice: confirmDevice,
  ConfirmForgotPassword: confirmForgotPassword,
  ConfirmSignUp: confirmSignUp,
  DeleteUser: deleteUser,
  DeleteUserAttributes: deleteUserAttributes,
  DeleteWebAuthnCredential: deleteWebAuthnCredential,
  ForgetDevice: forgetDevice,
  ForgotPassword: forgotPassword,
  GetDevice: getDevice,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  GetUser: getUser,
  GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
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
  SetUserSettings: setUserSettings,
  SignUp: signUp,
  StartWebAuthnRegistration: startWebAuthnRegistration,
  UpdateAuthEventFeedback: updateAuthEventFeedback,
  UpdateDeviceStatus: updateDeviceStatus,
  UpdateUserAttributes: updateUserAttributes,
  VerifySoftwareToken: verifySoftwareToken,
  VerifyUserAttribute: verifyUserAttribute,
};

export const USER_POOL_TARGET = 'AWSCognitoIdentityProviderService';

export interface UserPoolService {
  /** The JSON operations. */
  handler: Handler;
  /** `/<poolId>/.well-known/jwks.json` and `/<poolId>/.well-known/openid-configuration`. */
  wellKnown: Handler;
  /** Begins to make what takes long and will be wanted: signing keys. */
  prepare: () => void;
  /** Runs while no operation is half done. */
  between: Turns['between'];
  /** The public keys of an issuer of ours; undefined for any other. */
  jwks: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** Whether the user of a verified token of this issuer is still signed in: not deleted, disabled or signed out. */
  tokenStillValid: (issuer: string, claims: JWTPayload) => boolean;
}

/** What a service is made of, beside what its operations work with. */
export interface UserPoolServiceOptions extends Omit<Context, 'keys' | 'userAgent' | 'outOfTurn'> {
  authenticate: Authenticate;
  authorize: Authorize;
}

export function createUserPoolService({
  authenticate,
  authorize,
  ...given
}: UserPoolServiceOptions): UserPoolService {
  const { inTurn, outOfTurn, between } = createTurns();
  const context: Context = { ...given, outOfTurn, keys: createSigningKeys(given.world.rsaKey) };
  const { world, region, state } = context;

  /** Every refusal is told of in the terminal; who was asked for a signature or a policy has been told already. */
  const told = async (name: string, run: () => Promise<JsonObject>): Promise<JsonObject> => {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ServiceError) {
        // Messages hold what came from outside: it must not write lines of its own.
        const message = error.message.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
        world.print(`refused: ${name}: ${error.code}: ${message}`);
      }
      throw error;
    }
  };
  const bind = (table: Readonly<Record<string, Operation>>) =>
    Object.fromEntries(
      Object.entries(table).map(([name, operation]): [string, JsonOperation] => [
        name,
        (input, request) => {
          const userAgent = request.headers.get('user-agent') ?? undefined;
          return told(name, () => inTurn(() => operation({ ...context, userAgent }, input)));
        },
      ]),
    );
  const target = USER_POOL_TARGET;
  const anybody = createJsonService({ world, target, operations: bind(operations) });
  const admin = createAdminGate({
    world,
    region,
    target,
    authenticate,
    authorize,
    operations: bind(adminOperations),
  });

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
    between,
    wellKnown,
    handler: async (request) => {
      const [, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
      return request.method === 'POST' && getOwn(adminOperations, name) ? admin(request) : anybody(request);
    },
  };
}
