/** What a signed-in user may do with their own account: functions that take the client, so that unused ones do not ship. */
import { isCognitoError, notSignedIn, superseded } from '../errors.ts';
import * as attributes from './attributes.ts';
import * as factors from './auth-factors.ts';
import * as deletion from './delete-user.ts';
import * as devices from './devices.ts';
import * as passkeys from './passkeys.ts';
import * as sessions from './user-sessions.ts';
import * as password from './change-password.ts';
import * as mfa from './mfa.ts';
import type { UserPool } from '../transport/user-pool.ts';
import type { Tokens } from '../protocol/tokens.ts';

/** What account operations need of the kit's client; `createCognito`'s is one. */
export interface AccountHost {
  /** @internal */
  readonly userPool: UserPool;
  readonly getTokens: () => Promise<Tokens | undefined>;
  readonly authStateId: () => string;
}

/** Gives an operation that takes pool and access token the client's, never stale. */
const ofClient =
  <Rest extends unknown[], Result>(
    operation: (pool: UserPool, accessToken: string, ...rest: Rest) => Promise<Result>,
  ) =>
  /** @throws {CognitoError} `NotSignedIn`, `Superseded`; what `getTokens` throws; and what the operation does */
  async (cognito: AccountHost, ...rest: Rest): Promise<Result> => {
    const epoch = cognito.authStateId();
    const tokens = await cognito.getTokens();
    // Another tab may have signed somebody else in: what was meant for one account must not be done to another.
    if (epoch && epoch !== cognito.authStateId()) throw superseded();
    if (tokens) return operation(cognito.userPool, tokens.accessToken, ...rest);
    throw notSignedIn();
  };

/** `getUser(cognito)`: what the pool knows about the user. */
export const getUser = /* @__PURE__ */ ofClient(attributes.getUser);
/** `changePassword(cognito, { previousPassword, newPassword })`. */
export const changePassword = /* @__PURE__ */ ofClient(password.changePassword);
/** `setUpTotp(cognito, { issuer?, account })`: a secret for an authenticator app, to be confirmed by `verifyTotp`. */
export const setUpTotp = /* @__PURE__ */ ofClient(mfa.setUpTotp);
/** `verifyTotp(cognito, { code, deviceName? })`. */
export const verifyTotp = /* @__PURE__ */ ofClient(mfa.verifyTotp);
/** `updateAttributes(cognito, { email: '…' })`: resolves with where codes went. */
export const updateAttributes = /* @__PURE__ */ ofClient(attributes.updateAttributes);
/** `deleteAttributes(cognito, ['nickname'])`. */
export const deleteAttributes = /* @__PURE__ */ ofClient(attributes.deleteAttributes);
/** `sendAttributeCode(cognito, 'email')`. */
export const sendAttributeCode = /* @__PURE__ */ ofClient(attributes.sendAttributeCode);
/** `verifyAttribute(cognito, { name: 'email', code })`. */
export const verifyAttribute = /* @__PURE__ */ ofClient(attributes.verifyAttribute);
/** `registerPasskey(cognito)`: call it from a click. */
export const registerPasskey = /* @__PURE__ */ ofClient(passkeys.registerPasskey);
/** `listPasskeys(cognito)`. */
export const listPasskeys = /* @__PURE__ */ ofClient(passkeys.listPasskeys);
/** `deletePasskey(cognito, id)`. */
export const deletePasskey = /* @__PURE__ */ ofClient(passkeys.deletePasskey);
/** `listDevices(cognito)`. */
export const listDevices = /* @__PURE__ */ ofClient(devices.listDevices);
/** `setDeviceStatus(cognito, { status: 'remembered' })`: this device, unless `key` names another. */
export const setDeviceStatus = /* @__PURE__ */ ofClient(devices.setDeviceStatus);
/** `forgetDevice(cognito, key)`. */
export const forgetDevice = /* @__PURE__ */ ofClient(devices.forgetDevice);
/** `listUserSessions(cognito)`: the user's sign-ins, on all devices. */
export const listUserSessions = /* @__PURE__ */ ofClient(sessions.listUserSessions);
/** `revokeUserSession(cognito, { id })`. */
export const revokeUserSession = /* @__PURE__ */ ofClient(sessions.revokeUserSession);
/** `getAuthFactors(cognito)`: what the user can prove themselves with. */
export const getAuthFactors = /* @__PURE__ */ ofClient(factors.getAuthFactors);

/** Deletes the account, and signs out here. There is no way back. */
export async function deleteAccount(
  cognito: AccountHost & { readonly signOut: () => Promise<void> },
): Promise<void> {
  await deleteUser(cognito).catch((error: unknown) => {
    // Gone already, as when the answer to an earlier try was lost.
    if (!isCognitoError(error, 'UserNotFoundException')) throw error;
  });
  await cognito.signOut();
}
const deleteUser = /* @__PURE__ */ ofClient(deletion.deleteUser);

/** `setMfaPreference(cognito, { totp, emailCode, smsCode, passkey })`. */
export const setMfaPreference = /* @__PURE__ */ ofClient(mfa.setMfaPreference);
