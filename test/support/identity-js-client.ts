/** Wraps the callbacks of amazon-cognito-identity-js in promises. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import type { ServerUnderTest } from './local-aws-server.ts';

/** Creates an empty storage. Each client gets its own, so that no test reads another test's session. */
export const emptyStorage = (): ICognitoStorage => {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
};

export type SignInOutcome =
  | { session: CognitoUserSession }
  | { challenge: 'totp' }
  | { challenge: 'newPassword'; userAttributes: Record<string, string> };

/** Creates a client for the local user pool. */
export function identityJs(aws: ServerUnderTest, Storage: ICognitoStorage = emptyStorage()) {
  const pool = new CognitoUserPool({
    UserPoolId: aws.config.userPoolId,
    ClientId: aws.config.clientId,
    endpoint: aws.url,
    Storage,
  });
  const user = (Username: string) => new CognitoUser({ Username, Pool: pool, Storage });

  return {
    pool,
    user,
    signUp: (username: string, password: string, email: string) =>
      new Promise<ISignUpResult>((resolve, reject) => {
        const attributes = [new CognitoUserAttribute({ Name: 'email', Value: email })];
        pool.signUp(username, password, attributes, [], (error, result) =>
          result ? resolve(result) : reject(error ?? new Error('no result')),
        );
      }),
    confirm: (username: string, code: string) =>
      new Promise<string>((resolve, reject) => {
        user(username).confirmRegistration(code, false, (error, result) =>
          error ? reject(error) : resolve(String(result)),
        );
      }),
    signIn: (cognitoUser: CognitoUser, Password: string) =>
      new Promise<SignInOutcome>((resolve, reject) => {
        cognitoUser.authenticateUser(
          new AuthenticationDetails({ Username: cognitoUser.getUsername(), Password }),
          {
            onSuccess: (session) => resolve({ session }),
            onFailure: reject,
            totpRequired: () => resolve({ challenge: 'totp' }),
            newPasswordRequired: (userAttributes) => resolve({ challenge: 'newPassword', userAttributes }),
          },
        );
      }),
    answerTotp: (cognitoUser: CognitoUser, code: string) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        cognitoUser.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, 'SOFTWARE_TOKEN_MFA');
      }),
    answerNewPassword: (cognitoUser: CognitoUser, password: string) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        cognitoUser.completeNewPasswordChallenge(password, {}, { onSuccess: resolve, onFailure: reject });
      }),
    associateTotp: (cognitoUser: CognitoUser) =>
      new Promise<string>((resolve, reject) => {
        cognitoUser.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
      }),
    verifyTotp: (cognitoUser: CognitoUser, code: string) =>
      new Promise<unknown>((resolve, reject) => {
        cognitoUser.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: reject });
      }),
    preferTotp: (cognitoUser: CognitoUser) =>
      new Promise<unknown>((resolve, reject) => {
        cognitoUser.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, (error, result) =>
          error ? reject(error) : resolve(result),
        );
      }),
    refresh: (cognitoUser: CognitoUser, session: CognitoUserSession) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        cognitoUser.refreshSession(session.getRefreshToken(), (error: unknown, fresh: CognitoUserSession) =>
          error ? reject(error) : resolve(fresh),
        );
      }),
    forgotPassword: (username: string) =>
      new Promise<unknown>((resolve, reject) => {
        user(username).forgotPassword({
          onSuccess: resolve,
          onFailure: reject,
          inputVerificationCode: resolve,
        });
      }),
    confirmPassword: (username: string, code: string, password: string) =>
      new Promise<string>((resolve, reject) => {
        user(username).confirmPassword(code, password, { onSuccess: resolve, onFailure: reject });
      }),
    changePassword: (cognitoUser: CognitoUser, previous: string, next: string) =>
      new Promise<unknown>((resolve, reject) => {
        cognitoUser.changePassword(previous, next, (error, result) =>
          error ? reject(error) : resolve(result),
        );
      }),
    attributes: (cognitoUser: CognitoUser) =>
      new Promise<Record<string, string>>((resolve, reject) => {
        cognitoUser.getUserAttributes((error, result) =>
          error
            ? reject(error)
            : resolve(Object.fromEntries((result ?? []).map((a) => [a.getName(), a.getValue()]))),
        );
      }),
    globalSignOut: (cognitoUser: CognitoUser) =>
      new Promise<string>((resolve, reject) => {
        cognitoUser.globalSignOut({ onSuccess: resolve, onFailure: reject });
      }),
  };
}

/** Returns the session, or throws if the service asked for a challenge. */
export function sessionOf(outcome: SignInOutcome): CognitoUserSession {
  if (!('session' in outcome))
    throw new Error(`Expected a session. The service asked for the challenge ${outcome.challenge}.`);
  return outcome.session;
}
