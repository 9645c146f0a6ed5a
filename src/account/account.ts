/**
 * The account operations of a signed-in user, as functions that take the client, so unused ones are not bundled. Each
 * gets a valid access token from the client, and takes an `AbortSignal` as its last argument.
 */
import { isCognitoError, notSignedInError, supersededError } from '../errors.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { UserPool } from '../transport/user-pool.ts';
import * as attributes from './attributes.ts';
import * as password from './change-password.ts';
import * as devices from './devices.ts';
import * as mfa from './mfa.ts';
import * as passkeys from './passkeys.ts';
import * as sessions from './user-sessions.ts';
import * as user from './user.ts';

/** The members of the kit's client that account operations use; a client of `createCognito` is one. */
export interface AccountHost {
  /** @internal */
  readonly userPool: UserPool;
  readonly getTokens: () => Promise<Tokens | undefined>;
  readonly authStateId: () => string;
}

/** Turns an operation that takes user pool and access token into one that takes the client. */
const withAccessToken =
  <Rest extends unknown[], Result>(
    operation: (pool: UserPool, accessToken: string, ...rest: Rest) => Promise<Result>,
  ) =>
  /**
   * @throws {CognitoError} `NotSignedIn`; `Superseded` when the auth state ended before the request; errors of
   * `getTokens` and of the operation
   */
  async (cognito: AccountHost, ...rest: Rest): Promise<Result> => {
    const authStateId = cognito.authStateId();
    const tokens = await cognito.getTokens();
    // An operation meant for one account must not run on that of a user whom another tab has signed in meanwhile.
    if (authStateId && authStateId !== cognito.authStateId()) throw supersededError();
    if (tokens) return operation(cognito.userPool, tokens.accessToken, ...rest);
    throw notSignedInError();
  };

/**
 * Reads the user's name, attributes and MFA methods: `getUser(cognito)`.
 * @throws {CognitoError} `NotSignedIn`; `NotAuthorizedException` when the token lacks the scope
 * `aws.cognito.signin.user.admin`; errors of the request
 */
export const getUser = /* @__PURE__ */ withAccessToken(user.getUser);

/**
 * Changes the password: `changePassword(cognito, { previousPassword, newPassword })`. Users without a password, such as
 * those with only a passkey, leave `previousPassword` out.
 * @throws {CognitoError} `NotAuthorizedException` when the previous password is wrong; `InvalidPasswordException`;
 * `InputInvalid`; `NotSignedIn`; errors of the request
 */
export const changePassword = /* @__PURE__ */ withAccessToken(password.changePassword);

/**
 * Begins to set up an authenticator app: `setUpTotp(cognito, { issuer?, account })`. The app shows `issuer` (default: the
 * page's host) and `account` beside its codes.
 * @returns the secret to show; confirm it by `verifyTotp`
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const setUpTotp = /* @__PURE__ */ withAccessToken(mfa.setUpTotp);

/**
 * Completes the set-up with the app's first code: `verifyTotp(cognito, { code, deviceName? })`.
 * @throws {CognitoError} `EnableSoftwareTokenMFAException` when the code is wrong; `InputInvalid`; `NotSignedIn`; errors of
 * the request
 */
export const verifyTotp = /* @__PURE__ */ withAccessToken(mfa.verifyTotp);

/**
 * Changes attributes: `updateAttributes(cognito, { email: '…' })`. A new address that has to be verified gets a code, for
 * `verifyAttribute`.
 * @returns the destinations of the codes
 * @throws {CognitoError} `NotAuthorizedException` for an attribute that the app client may not write;
 * `AliasExistsException`; `NotSignedIn`; errors of the request
 */
export const updateAttributes = /* @__PURE__ */ withAccessToken(attributes.updateAttributes);

/**
 * Deletes attributes: `deleteAttributes(cognito, ['nickname'])`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const deleteAttributes = /* @__PURE__ */ withAccessToken(attributes.deleteAttributes);

/**
 * Sends a new code to an address: `sendAttributeCode(cognito, 'email')`.
 * @returns the destination of the code
 * @throws {CognitoError} `LimitExceededException`; `NotSignedIn`; errors of the request
 */
export const sendAttributeCode = /* @__PURE__ */ withAccessToken(attributes.sendAttributeCode);

/**
 * Verifies an address with the code that was sent to it: `verifyAttribute(cognito, { name: 'email', code })`.
 * @throws {CognitoError} `CodeMismatchException`; `ExpiredCodeException`; `InputInvalid`; `NotSignedIn`; errors of the
 * request
 */
export const verifyAttribute = /* @__PURE__ */ withAccessToken(attributes.verifyAttribute);

/**
 * Creates a passkey on this device or a security key: `registerPasskey(cognito)`. Call it from a click.
 * @throws {CognitoError} `PasskeyCancelled`, `PasskeyTimeout`, `PasskeyExists`, `PasskeyFailed`, `PasskeysUnsupported`;
 * `WebAuthnNotEnabledException` when passkeys are not enabled in the pool; `NotSignedIn`; errors of the request
 */
export const registerPasskey = /* @__PURE__ */ withAccessToken(passkeys.registerPasskey);

/**
 * Lists the user's passkeys: `listPasskeys(cognito)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const listPasskeys = /* @__PURE__ */ withAccessToken(passkeys.listPasskeys);

/**
 * Deletes a passkey from the user pool: `deletePasskey(cognito, id)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const deletePasskey = /* @__PURE__ */ withAccessToken(passkeys.deletePasskey);

/**
 * Lists the devices that the pool tracks: `listDevices(cognito)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const listDevices = /* @__PURE__ */ withAccessToken(devices.listDevices);

/**
 * Sets whether a device is remembered: `setDeviceStatus(cognito, { status: 'remembered' })` for this device, unless `key`
 * names another.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const setDeviceStatus = /* @__PURE__ */ withAccessToken(devices.setDeviceStatus);

/**
 * Removes a device: `forgetDevice(cognito, key)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const forgetDevice = /* @__PURE__ */ withAccessToken(devices.forgetDevice);

/**
 * Lists the user's sessions on all devices: `listUserSessions(cognito)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const listUserSessions = /* @__PURE__ */ withAccessToken(sessions.listUserSessions);

/**
 * Ends a session of the user on another device: `revokeUserSession(cognito, { id })`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const revokeUserSession = /* @__PURE__ */ withAccessToken(sessions.revokeUserSession);

/**
 * Reads the first factors and MFA methods that the user has set up: `getAuthFactors(cognito)`.
 * @throws {CognitoError} `NotSignedIn`; errors of the request
 */
export const getAuthFactors = /* @__PURE__ */ withAccessToken(user.getAuthFactors);

/**
 * Sets which MFA methods Cognito asks for: `setMfaPreference(cognito, { totp, emailCode, smsCode, passkey })`. Methods that
 * are left out do not change.
 * @throws {CognitoError} `InvalidParameterException` for a method that is not set up, or that the pool does not have;
 * `NotSignedIn`; errors of the request
 */
export const setMfaPreference = /* @__PURE__ */ withAccessToken(mfa.setMfaPreference);

/**
 * Deletes the account and signs out on this device: `deleteAccount(cognito)`. This cannot be undone.
 * @throws {CognitoError} `NotSignedIn`; errors of the request, after which the user stays signed in
 */
export async function deleteAccount(
  cognito: AccountHost & { readonly signOut: () => Promise<void> },
): Promise<void> {
  await deleteUser(cognito).catch((error: unknown) => {
    // The account is deleted already, for example when the reply to an earlier request was lost.
    if (!isCognitoError(error, 'UserNotFoundException')) throw error;
  });
  await cognito.signOut();
}
const deleteUser = /* @__PURE__ */ withAccessToken(user.deleteUser);
