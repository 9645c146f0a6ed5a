/** amazon-cognito-identity-js with the permissive pool: custom challenges, SMS codes, attributes, account deletion. */
import { AuthenticationDetails, type CognitoUser, CognitoUserAttribute } from 'amazon-cognito-identity-js';
import { describe, expect, it } from 'vitest';
import { customChallenge, permissivePool } from './permissive-pool.ts';
import { identityJs, sessionOf } from '../support/identity-js-client.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { wrongCode } from '../support/codes.ts';

const aws = localAwsForTests(permissivePool);

/** The result of a sign-in step: signed in, or the next challenge. */
type Outcome = 'signedIn' | 'sms' | { question: unknown };

const outcomes = (resolve: (outcome: Outcome) => void, reject: (error: unknown) => void) => ({
  onSuccess: () => resolve('signedIn'),
  onFailure: reject,
  mfaRequired: () => resolve('sms'),
  customChallenge: (parameters: { question?: unknown }) => resolve({ question: parameters.question }),
});

const details = (user: CognitoUser, Password?: string) =>
  new AuthenticationDetails({ Username: user.getUsername(), ...(Password !== undefined && { Password }) });

const signIn = (user: CognitoUser, password: string) =>
  new Promise<Outcome>((resolve, reject) => {
    user.authenticateUser(details(user, password), outcomes(resolve, reject));
  });

const answer = (user: CognitoUser, text: string) =>
  new Promise<Outcome>((resolve, reject) => {
    user.sendCustomChallengeAnswer(text, outcomes(resolve, reject));
  });

const promiseOf = <Result>(call: (done: (error?: Error | null, result?: Result | null) => void) => void) =>
  new Promise<Result | null | undefined>((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result)));
  });

describe('amazon-cognito-identity-js with the permissive pool', () => {
  const passwordOf = (name: string) => aws.user(name).password;

  it('answers a custom challenge without a password', async () => {
    const user = identityJs(aws).user('ada');
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    const challengeReply = await new Promise<Outcome>((resolve, reject) => {
      user.initiateAuth(details(user), outcomes(resolve, reject));
    });
    expect(challengeReply).toEqual({ question: customChallenge.question });
    expect(await answer(user, 'a map')).toEqual({ question: customChallenge.question });
    expect(await answer(user, customChallenge.answer)).toBe('signedIn');
  });

  it('answers a custom challenge after the password over SRP', async () => {
    const user = identityJs(aws).user('ada');
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    expect(await signIn(user, passwordOf('ada'))).toEqual({ question: customChallenge.question });
    expect(await answer(user, customChallenge.answer)).toBe('signedIn');
  });

  it('is refused before a custom challenge if the password is wrong', async () => {
    const user = identityJs(aws).user('ada');
    user.setAuthenticationFlowType('CUSTOM_AUTH');
    await expect(signIn(user, 'Wrong-password-1')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('is refused a wrong SMS code and signs in with the right one', async () => {
    const user = identityJs(aws).user('grace');
    expect(await signIn(user, passwordOf('grace'))).toBe('sms');
    const send = (code: string) =>
      new Promise<Outcome>((resolve, reject) => {
        user.sendMFACode(code, outcomes(resolve, reject));
      });
    const code = await aws.code('+15555550101');
    const wrong = wrongCode(code);
    await expect(send(wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    expect(await send(code)).toBe('signedIn');
  });

  it('changes, verifies and deletes attributes', async () => {
    const client = identityJs(aws);
    const user = client.user('ada');
    sessionOf(await client.signIn(user, passwordOf('ada')));
    const changes = { email: 'new@example.com', 'custom:plan': 'pro' };
    const attributes = Object.entries(changes).map(
      ([Name, Value]) => new CognitoUserAttribute({ Name, Value }),
    );
    expect(await promiseOf((done) => user.updateAttributes(attributes, done))).toBe('SUCCESS');
    const code = await aws.code('new@example.com');
    await new Promise((resolve, reject) => {
      user.verifyAttribute('email', code, { onSuccess: resolve, onFailure: reject });
    });
    expect(await client.attributes(user)).toMatchObject({ ...changes, email_verified: 'true' });
    expect(await promiseOf((done) => user.deleteAttributes(['custom:plan'], done))).toBe('SUCCESS');
    expect(await client.attributes(user)).not.toHaveProperty('custom:plan');
  });

  it('requests a verification code for an attribute', async () => {
    const client = identityJs(aws);
    const user = client.user('ada');
    sessionOf(await client.signIn(user, passwordOf('ada')));
    await new Promise((resolve, reject) => {
      user.getAttributeVerificationCode('phone_number', { onSuccess: resolve, onFailure: reject });
    });
    expect(await aws.code('+15555550100')).toMatch(/^\d{6}$/);
  });

  it('deletes its user, after which the sign-in is refused', async () => {
    const client = identityJs(aws);
    const user = client.user('ada');
    sessionOf(await client.signIn(user, passwordOf('ada')));
    expect(await promiseOf((done) => user.deleteUser(done))).toBe('SUCCESS');
    await expect(signIn(client.user('ada'), passwordOf('ada'))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});
