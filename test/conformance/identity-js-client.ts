/** amazon-cognito-identity-js as its users call it, its callbacks turned into promises. */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
  type ISignUpResult,
} from 'amazon-cognito-identity-js';
import type { ServerUnderTest } from './server.ts';

/** An empty storage of its own for each client, so that no test sees another's session. */
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
    signIn: (who: CognitoUser, Password: string) =>
      new Promise<SignInOutcome>((resolve, reject) => {
        who.authenticateUser(new AuthenticationDetails({ Username: who.getUsername(), Password }), {
          onSuccess: (session) => resolve({ session }),
          onFailure: reject,
          totpRequired: () => resolve({ challenge: 'totp' }),
          newPasswordRequired: (userAttributes) => resolve({ challenge: 'newPassword', userAttributes }),
        });
      }),
    answerTotp: (who: CognitoUser, code: string) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        who.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, 'SOFTWARE_TOKEN_MFA');
      }),
    answerNewPassword: (who: CognitoUser, password: string) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        who.completeNewPasswordChallenge(password, {}, { onSuccess: resolve, onFailure: reject });
      }),
    associateTotp: (who: CognitoUser) =>
      new Promise<string>((resolve, reject) => {
        who.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
      }),
    verifyTotp: (who: CognitoUser, code: string) =>
      new Promise<unknown>((resolve, reject) => {
        who.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: reject });
      }),
    preferTotp: (who: CognitoUser) =>
      new Promise<unknown>((resolve, reject) => {
        who.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, (error, result) =>
          error ? reject(error) : resolve(result),
        );
      }),
    refresh: (who: CognitoUser, session: CognitoUserSession) =>
      new Promise<CognitoUserSession>((resolve, reject) => {
        who.refreshSession(session.getRefreshToken(), (error: unknown, fresh: CognitoUserSession) =>
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
    changePassword: (who: CognitoUser, previous: string, next: string) =>
      new Promise<unknown>((resolve, reject) => {
        who.changePassword(previous, next, (error, result) => (error ? reject(error) : resolve(result)));
      }),
    attributes: (who: CognitoUser) =>
      new Promise<Record<string, string>>((resolve, reject) => {
        who.getUserAttributes((error, result) =>
          error
            ? reject(error)
            : resolve(Object.fromEntries((result ?? []).map((a) => [a.getName(), a.getValue()]))),
        );
      }),
    globalSignOut: (who: CognitoUser) =>
      new Promise<string>((resolve, reject) => {
        who.globalSignOut({ onSuccess: resolve, onFailure: reject });
      }),
  };
}

/** A session, or a failure of the test when the service asked for more. */
export function sessionOf(outcome: SignInOutcome): CognitoUserSession {
  if (!('session' in outcome))
    throw new Error(`expected to be signed in, was asked for ${outcome.challenge}`);
  return outcome.session;
}
