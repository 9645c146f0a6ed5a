/** What a signed-in user may do with their own account: functions that take the client, so that unused ones do not ship. */
import { CognitoError } from '../errors.ts';
import * as attributes from '../user-pool/attributes.ts';
import * as password from '../user-pool/change-password.ts';
import * as mfa from '../user-pool/mfa.ts';
import type { UserPool } from '../user-pool/user-pool.ts';
import type { Cognito } from './client.ts';

/** Gives an operation that takes pool and access token the client's, never stale. */
const ofClient =
  <Rest extends unknown[], Result>(
    operation: (pool: UserPool, accessToken: string, ...rest: Rest) => Promise<Result>,
  ) =>
  /** @throws {CognitoError} `NotSignedIn`; what `getTokens` throws; and what the operation does */
  async (cognito: Pick<Cognito, 'getTokens' | 'userPool'>, ...rest: Rest): Promise<Result> => {
    const tokens = await cognito.getTokens();
    if (tokens) return operation(cognito.userPool, tokens.accessToken, ...rest);
    throw new CognitoError({
      kind: 'session',
      code: 'NotSignedIn',
      message: 'This can only be done by who is signed in, and nobody is. Sign in first.',
    });
  };

/** `getUser(cognito)`: what the pool knows about the user. */
export const getUser = /* @__PURE__ */ ofClient(attributes.getUser);
/** `changePassword(cognito, { previousPassword, newPassword })`. */
export const changePassword = /* @__PURE__ */ ofClient(password.changePassword);
/** `setUpTotp(cognito, { issuer, account })`: a secret for an authenticator app, to be confirmed by `verifyTotp`. */
export const setUpTotp = /* @__PURE__ */ ofClient(mfa.setUpTotp);
/** `verifyTotp(cognito, { code, deviceName? })`. */
export const verifyTotp = /* @__PURE__ */ ofClient(mfa.verifyTotp);
/** `setMfaPreference(cognito, { totp })`. */
export const setMfaPreference = /* @__PURE__ */ ofClient(mfa.setMfaPreference);
