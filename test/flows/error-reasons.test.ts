/** Proves that reasonOf distinguishes causes which Cognito reports with one error code. */
import { describe, expect, it } from 'vitest';
import { createResetPasswordFlow } from '../../src/sign-in/flows/reset-password.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createSignUpFlow } from '../../src/sign-in/flows/sign-up.ts';
import { CognitoError, reasonOf } from '../../src/errors.ts';
import { changePassword } from '../../src/account/change-password.ts';
import { sendAdmin, signAdmin } from '../support/user-pool-requests.ts';
import { atStep } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { ada, userNamed } from '../support/users.ts';

const { password } = ada;
/** A password of the local AWS's list of leaked ones; it meets the policy. */
const leaked = 'P@ssword1';

const createPool = () =>
  createTestUserPool({
    users: [ada, userNamed('linus', { mustChangePassword: true })],
    pool: { compromisedPasswords: 'BLOCK', temporaryPasswordDays: 7 },
  });
const codeAndReason = ({ error }: { error: CognitoError | undefined }) =>
  error && [error.code, reasonOf(error)];

describe('the reason of a refused password', () => {
  it.each([
    [leaked, 'CompromisedPassword'],
    ['weak', undefined],
  ])('the password %s is refused with the reason %s in every flow', async (bad, reason) => {
    const refused = ['InvalidPasswordException', reason];
    const { aws, host, tokens, userPool } = createPool();

    const signUp = createSignUpFlow(host);
    const attributes = { email: 'mary@example.com' };
    await atStep(signUp, 'details').submit({ username: 'mary', password: bad, attributes });
    expect(codeAndReason(atStep(signUp, 'details'))).toEqual(refused);

    const reset = createResetPasswordFlow(host);
    await atStep(reset, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await atStep(reset, 'confirm').submit({ code, newPassword: bad });
    expect(codeAndReason(atStep(reset, 'confirm'))).toEqual(refused);

    const signIn = createSignInFlow(host);
    await signIn.start({ username: 'linus', password });
    await atStep(signIn, 'newPassword').submit({ newPassword: bad });
    expect(codeAndReason(atStep(signIn, 'newPassword'))).toEqual(refused);

    await signIn.start({ username: 'ada', password });
    const { accessToken } = tokens[0]!;
    const passwords = { previousPassword: password, newPassword: bad };
    const error = await changePassword(userPool, accessToken, passwords).catch((refusal: unknown) => refusal);
    expect(codeAndReason({ error: error as CognitoError })).toEqual(refused);
  });
});

describe('the reason of a refused sign-in', () => {
  it('a wrong password has no reason, too many attempts have PasswordAttemptsExceeded', async () => {
    const { host } = createPool();
    const flow = createSignInFlow(host);
    const reasons: unknown[] = [];
    for (let tries = 0; tries < 7; tries++) {
      await flow.start({ username: 'ada', password: 'Wrong-horse-1' });
      reasons.push(codeAndReason(atStep(flow, 'identifier'))?.join(' '));
    }
    expect(reasons[0]).toBe('NotAuthorizedException ');
    expect(reasons.at(-1)).toBe('NotAuthorizedException PasswordAttemptsExceeded');
  });

  it.each([
    ['a disabled user', 'UserDisabled', 'AdminDisableUser', { Username: 'ada' }],
    [
      'a user who was invited more than a week ago',
      'TemporaryPasswordExpired',
      'AdminCreateUser',
      { Username: 'mary', TemporaryPassword: password, MessageAction: 'SUPPRESS' },
    ],
  ])('the sign-in of %s is refused with the reason %s', async (_, reason, operation, input) => {
    const testPool = createPool();
    const { userPoolId: UserPoolId } = testPool.aws.config;
    await sendAdmin(testPool, await signAdmin(testPool, operation, { UserPoolId, ...input }));
    await testPool.clock.advance(8 * 86_400_000);
    const flow = createSignInFlow(testPool.host);
    await flow.start({ username: input.Username, password });
    expect(codeAndReason(atStep(flow, 'identifier'))).toEqual(['NotAuthorizedException', reason]);
  });
});

it('a message that a trigger wrote is no reason', () => {
  const message = 'For security reasons: no.';
  const errorWith = (code: string) => new CognitoError({ kind: 'rejected', code, message });
  expect(reasonOf(errorWith('UserLambdaValidationException'))).toBeUndefined();
  expect(reasonOf(errorWith('InvalidPasswordException'))).toBe('CompromisedPassword');
});
