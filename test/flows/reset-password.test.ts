/** Proves the flow that resets a forgotten password, and that a lost reply neither repeats nor loses the reset. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { describe, expect, it, vi } from 'vitest';
import { createResetPasswordFlow } from '../../src/sign-in/flows/reset-password.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { AuthFlow } from '../../src/protocol/factors.ts';
import { atStep, recordStates } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { errorReply, loseReply } from '../support/network.ts';
import { printDeep } from '../support/print-deep.ts';
import { wrongCode } from '../support/codes.ts';
import { ada, TOTP_SECRET } from '../support/users.ts';

function beginReset(options?: LocalAwsOptions, authFlow?: AuthFlow) {
  const testPool = createTestUserPool(options);
  const onDone = vi.fn<(secrets: { username: string; password: string }) => void>();
  const host = { ...testPool.host, config: { authFlow } };
  const flow = createResetPasswordFlow(host, { username: 'ada', onDone });
  return { ...testPool, flow, onDone, states: recordStates(flow) };
}
const newPassword = 'Better-horse-9';

describe('the reset of a password', () => {
  it('a reset sets the new password, which signs in, and the old one is refused', async () => {
    const { aws, flow, host, onDone, sent } = beginReset();
    expect(atStep(flow, 'request').step).toEqual({ name: 'request', username: 'ada' });
    await atStep(flow, 'request').submit({ username: 'ada' });
    expect(atStep(flow, 'confirm').step).toMatchObject({ username: 'ada', delivery: { medium: 'EMAIL' } });
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    expect(atStep(flow, 'done').step).toEqual({ name: 'done', username: 'ada' });
    expect(sent).toEqual(['ForgotPassword', 'ConfirmForgotPassword']);
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);

    const signIn = createSignInFlow(host);
    await signIn.start({ username: 'ada', password: 'Correct-horse-1' });
    expect(atStep(signIn, 'identifier').error?.code).toBe('NotAuthorizedException');
    await signIn.start(onDone.mock.calls[0]![0]);
    atStep(signIn, 'signedIn');
  });

  it('a reset accepts the right code after a wrong one, and a strong password after a weak one', async () => {
    const { aws, flow } = beginReset();
    await atStep(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'confirm').submit({ code: wrongCode(code), newPassword });
    expect(atStep(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    await atStep(flow, 'confirm').submit({ code, newPassword: 'weak' });
    expect(atStep(flow, 'confirm').error?.code).toBe('InvalidPasswordException');
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
  });

  it('an hour-old code is ExpiredCodeException, and a resent code works', async () => {
    const { aws, clock, flow } = beginReset();
    await atStep(flow, 'request').submit({ username: 'ada' });
    await clock.advance(61 * 60_000);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    expect(atStep(flow, 'confirm').error?.code).toBe('ExpiredCodeException');
    await atStep(flow, 'confirm').resend!();
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    atStep(flow, 'done');
  });

  it('fault 46 (unknown user): the reset of an unknown user looks like that of a known one', async () => {
    const attempt = async (username: string) => {
      const { flow, sent } = beginReset();
      await atStep(flow, 'request').submit({ username });
      const { step } = atStep(flow, 'confirm');
      await atStep(flow, 'confirm').submit({ code: '000000', newPassword });
      const { code, message } = atStep(flow, 'confirm').error!;
      return { medium: step.delivery?.medium, code, message, operations: sent };
    };
    expect(await attempt('nobody')).toEqual(await attempt('ada'));
  });

  it('fault 40 (limit): LimitExceededException reports when to try again and is not retried', async () => {
    const { flow, interceptOnce, sent } = beginReset();
    interceptOnce('ForgotPassword', async () =>
      errorReply('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    );
    await atStep(flow, 'request').submit({ username: 'ada' });
    expect(atStep(flow, 'request').error).toMatchObject({
      kind: 'throttled',
      code: 'LimitExceededException',
      retryAfter: 15 * 60_000,
    });
    expect(sent).toEqual(['ForgotPassword']);
  });

  it('going back leads to the request step with the user name', async () => {
    const { flow } = beginReset();
    await atStep(flow, 'request').submit({ username: 'grace' });
    atStep(flow, 'confirm').back!();
    expect(atStep(flow, 'request').step.username).toBe('grace');
  });

  it('fault 87 (secrets in logs): no state contains the code or the new password', async () => {
    const { aws, flow, states } = beginReset();
    await atStep(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'confirm').submit({ code, newPassword: 'weak-canary' });
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
    const all = states.map(printDeep).join('\n');
    for (const secret of [code, 'weak-canary', newPassword]) expect(all).not.toContain(secret);
  });
});

describe('a reset whose reply was lost', () => {
  async function requestCode(...options: Parameters<typeof beginReset>) {
    const testPool = beginReset(...options);
    const { aws, flow } = testPool;
    await atStep(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    const wrong = wrongCode(code);
    testPool.forgetRequests();
    return { ...testPool, code, wrong };
  }
  const confirms = ['ConfirmForgotPassword', 'ConfirmForgotPassword'];

  it('the second attempt finds the code used up, checks the new password by a sign-in and reports the reset as done', async () => {
    const { aws, code, flow, interceptOnce, onDone, sent, requests, tokens } = await requestCode();
    interceptOnce('ConfirmForgotPassword', loseReply);
    await atStep(flow, 'confirm').submit({ code, newPassword });
    expect(atStep(flow, 'confirm').error?.kind).toBe('network');
    expect(onDone).not.toHaveBeenCalled();
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);
    expect(sent).toEqual([...confirms, 'InitiateAuth', 'RespondToAuthChallenge', 'RevokeToken']);
    expect(tokens).toEqual([]);
    // The refresh token of that check is revoked.
    const RefreshToken = requests.at(-1)!.body['Token'];
    const reply = await aws.fetch(`${aws.config.endpoint}/`, {
      ...requests[0]!.init,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
      },
      body: JSON.stringify({ ClientId: aws.config.clientId, RefreshToken }),
    });
    expect(await reply.json()).toMatchObject({ __type: 'NotAuthorizedException' });
  });

  it('the check accepts a user with a second factor', async () => {
    const { code, flow, interceptOnce, onDone } = await requestCode({
      users: [{ ...ada, totp: TOTP_SECRET }],
    });
    interceptOnce('ConfirmForgotPassword', loseReply);
    await atStep(flow, 'confirm').submit({ code, newPassword });
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
    expect(onDone).toHaveBeenCalledOnce();
  });

  it.each(['CUSTOM_WITHOUT_SRP', 'CUSTOM_WITH_SRP', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const)(
    'the check works in an app that signs in by %s',
    async (authFlow) => {
      const authFlows = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'] as const;
      const { code, flow, interceptOnce } = await requestCode(
        { users: [ada], client: { authFlows } },
        authFlow,
      );
      interceptOnce('ConfirmForgotPassword', loseReply);
      await atStep(flow, 'confirm').submit({ code, newPassword });
      await atStep(flow, 'confirm').submit({ code, newPassword });
      atStep(flow, 'done');
    },
  );

  it('a wrong code stays an error in each attempt, and the right one finishes the reset', async () => {
    const { code, wrong, flow, interceptOnce, onDone } = await requestCode();
    interceptOnce('ConfirmForgotPassword', loseReply);
    for (const expected of ['NetworkError', 'CodeMismatchException', 'CodeMismatchException']) {
      await atStep(flow, 'confirm').submit({ code: wrong, newPassword });
      expect(atStep(flow, 'confirm').error?.code).toBe(expected);
    }
    expect(onDone).not.toHaveBeenCalled();
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
  });

  it('the check accepts no other password than the one that the lost request set', async () => {
    const { code, flow, interceptOnce, onDone } = await requestCode();
    interceptOnce('ConfirmForgotPassword', loseReply);
    await atStep(flow, 'confirm').submit({ code, newPassword });
    await atStep(flow, 'confirm').submit({ code, newPassword: 'Another-horse-9' });
    expect(atStep(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);
  });

  it('the check does not accept a choice of factors that is offered before any password', async () => {
    const { code, flow, interceptOnce, onDone } = await requestCode(undefined, 'USER_AUTH');
    interceptOnce('ConfirmForgotPassword', loseReply);
    interceptOnce('InitiateAuth', async () =>
      Response.json({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['EMAIL_OTP'],
        Session: 'x'.repeat(20),
      }),
    );
    await atStep(flow, 'confirm').submit({ code, newPassword });
    await atStep(flow, 'confirm').submit({ code, newPassword });
    expect(atStep(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('a check without a reply is repeated by the interceptOnce attempt', async () => {
    const { code, flow, interceptOnce } = await requestCode();
    interceptOnce('ConfirmForgotPassword', loseReply);
    interceptOnce('InitiateAuth', loseReply);
    for (const _ of [1, 2]) {
      await atStep(flow, 'confirm').submit({ code, newPassword });
      expect(atStep(flow, 'confirm').error?.kind).toBe('network');
    }
    await atStep(flow, 'confirm').submit({ code, newPassword });
    atStep(flow, 'done');
  });

  it('no password is requests after a refused code, or after an input that was never requests', async () => {
    const { wrong, flow, sent } = await requestCode();
    await atStep(flow, 'confirm').submit({ code: wrong, newPassword: '' });
    expect(atStep(flow, 'confirm').error?.code).toBe('InputInvalid');
    await atStep(flow, 'confirm').submit({ code: wrong, newPassword });
    await atStep(flow, 'confirm').submit({ code: wrong, newPassword });
    expect(sent).toEqual(confirms);
  });
});
