/** amazon-cognito-identity-js where everything is allowed: custom challenges, texted codes, attributes, the user's end. */
import { AuthenticationDetails, type CognitoUser, CognitoUserAttribute } from 'amazon-cognito-identity-js';
import { describe, expect, it } from 'vitest';
import { everything, riddle } from './everything.ts';
import { identityJs, sessionOf } from './identity-js-client.ts';
import { localAwsForTests } from './server.ts';

const aws = localAwsForTests(everything);

/** What a sign-in comes to: `signedIn`, or what it is asked for. */
type Outcome = 'signedIn' | 'sms' | { question: unknown };

const outcomes = (resolve: (outcome: Outcome) => void, reject: (error: unknown) => void) => ({
  onSuccess: () => resolve('signedIn'),
  onFailure: reject,
  mfaRequired: () => resolve('sms'),
  customChallenge: (parameters: { question?: unknown }) => resolve({ question: parameters.question }),
});

const details = (who: CognitoUser, Password?: string) =>
  new AuthenticationDetails({ Username: who.getUsername(), ...(Password !== undefined && { Password }) });

const signIn = (who: CognitoUser, password: string) =>
  new Promise<Outcome>((resolve, reject) => {
    who.authenticateUser(details(who, password), outcomes(resolve, reject));
  });

const answer = (who: CognitoUser, text: string) =>
  new Promise<Outcome>((resolve, reject) => {
    who.sendCustomChallengeAnswer(text, outcomes(resolve, reject));
  });

const calling = <Result>(call: (done: (error?: Error | null, result?: Result | null) => void) => void) =>
  new Promise<Result | null | undefined>((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result)));
  });

describe('amazon-cognito-identity-js', () => {
  const passwordOf = (name: string) => aws.user(name).password;

  it('answers a custom challenge without a password', async () => {
    const who = identityJs(aws).user('ada');
    who.setAuthenticationFlowType('CUSTOM_AUTH');
    const asked = await new Promise<Outcome>((resolve, reject) => {
      who.initiateAuth(details(who), outcomes(resolve, reject));
    });
    expect(asked).toEqual({ question: riddle.question });
    expect(await answer(who, 'a map')).toEqual({ question: riddle.question });
    expect(await answer(who, riddle.answer)).toBe('signedIn');
  });

  it('answers a custom challenge after the password, by SRP', async () => {
    const who = identityJs(aws).user('ada');
    who.setAuthenticationFlowType('CUSTOM_AUTH');
    expect(await signIn(who, passwordOf('ada'))).toEqual({ question: riddle.question });
    expect(await answer(who, riddle.answer)).toBe('signedIn');
  });

  it('is refused a custom challenge’s tokens with a wrong password', async () => {
    const who = identityJs(aws).user('ada');
    who.setAuthenticationFlowType('CUSTOM_AUTH');
    await expect(signIn(who, 'Wrong-password-1')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('answers a code that was texted, and is refused a wrong one', async () => {
    const who = identityJs(aws).user('grace');
    expect(await signIn(who, passwordOf('grace'))).toBe('sms');
    const send = (code: string) =>
      new Promise<Outcome>((resolve, reject) => {
        who.sendMFACode(code, outcomes(resolve, reject));
      });
    const code = await aws.code('+15555550101');
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(send(wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    expect(await send(code)).toBe('signedIn');
  });

  it('changes, verifies and deletes attributes', async () => {
    const client = identityJs(aws);
    const who = client.user('ada');
    sessionOf(await client.signIn(who, passwordOf('ada')));
    const changes = { email: 'new@example.com', 'custom:plan': 'pro' };
    const attributes = Object.entries(changes).map(
      ([Name, Value]) => new CognitoUserAttribute({ Name, Value }),
    );
    expect(await calling((done) => who.updateAttributes(attributes, done))).toBe('SUCCESS');
    const code = await aws.code('new@example.com');
    await new Promise((resolve, reject) => {
      who.verifyAttribute('email', code, { onSuccess: resolve, onFailure: reject });
    });
    expect(await client.attributes(who)).toMatchObject({ ...changes, email_verified: 'true' });
    expect(await calling((done) => who.deleteAttributes(['custom:plan'], done))).toBe('SUCCESS');
    expect(await client.attributes(who)).not.toHaveProperty('custom:plan');
  });

  it('is sent a code for an attribute when it asks', async () => {
    const client = identityJs(aws);
    const who = client.user('ada');
    sessionOf(await client.signIn(who, passwordOf('ada')));
    await new Promise((resolve, reject) => {
      who.getAttributeVerificationCode('phone_number', { onSuccess: resolve, onFailure: reject });
    });
    expect(await aws.code('+15555550100')).toMatch(/^\d{6}$/);
  });

  it('deletes its user, who then cannot sign in', async () => {
    const client = identityJs(aws);
    const who = client.user('ada');
    sessionOf(await client.signIn(who, passwordOf('ada')));
    expect(await calling((done) => who.deleteUser(done))).toBe('SUCCESS');
    await expect(signIn(client.user('ada'), passwordOf('ada'))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });
});
