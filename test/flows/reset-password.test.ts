/** Proves the flow that resets a forgotten password, and that a lost reply neither repeats nor loses the reset. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { describe, expect, it, vi } from 'vitest';
import { createResetPasswordFlow } from '../../src/sign-in/flows/reset-password.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { AuthFlow } from '../../src/protocol/factors.ts';
import { at, createTheatre, refusal, shown, watch } from '../support/user-pool.ts';

function begin(options?: LocalAwsOptions, authFlow?: AuthFlow) {
  const theatre = createTheatre(options);
  const onDone = vi.fn<(secrets: { username: string; password: string }) => void>();
  const host = { ...theatre.host, config: { authFlow } };
  const flow = createResetPasswordFlow(host, { username: 'ada', onDone });
  return { ...theatre, flow, onDone, states: watch(flow) };
}
const newPassword = 'Better-horse-9';

describe('the reset of a password', () => {
  it('a reset sets the new password, which signs in, and the old one is refused', async () => {
    const { aws, flow, host, onDone, operations } = begin();
    expect(at(flow, 'request').step).toEqual({ name: 'request', username: 'ada' });
    await at(flow, 'request').submit({ username: 'ada' });
    expect(at(flow, 'confirm').step).toMatchObject({ username: 'ada', delivery: { medium: 'EMAIL' } });
    await at(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    expect(at(flow, 'done').step).toEqual({ name: 'done', username: 'ada' });
    expect(operations()).toEqual(['ForgotPassword', 'ConfirmForgotPassword']);
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);

    const signIn = createSignInFlow(host);
    await signIn.start({ username: 'ada', password: 'Correct-horse-1' });
    expect(at(signIn, 'identifier').error?.code).toBe('NotAuthorizedException');
    await signIn.start(onDone.mock.calls[0]![0]);
    at(signIn, 'signedIn');
  });

  it('a reset accepts the right code after a wrong one, and a strong password after a weak one', async () => {
    const { aws, flow } = begin();
    await at(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'confirm').submit({ code: code === '000000' ? '000001' : '000000', newPassword });
    expect(at(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    await at(flow, 'confirm').submit({ code, newPassword: 'weak' });
    expect(at(flow, 'confirm').error?.code).toBe('InvalidPasswordException');
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
  });

  it('an hour-old code is ExpiredCodeException, and a resent code works', async () => {
    const { aws, clock, flow } = begin();
    await at(flow, 'request').submit({ username: 'ada' });
    await clock.advance(61 * 60_000);
    await at(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    expect(at(flow, 'confirm').error?.code).toBe('ExpiredCodeException');
    await at(flow, 'confirm').resend!();
    await at(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    at(flow, 'done');
  });

  it('fault 46 (unknown user): the reset of an unknown user looks like that of a known one', async () => {
    const go = async (username: string) => {
      const { flow, operations } = begin();
      await at(flow, 'request').submit({ username });
      const { step } = at(flow, 'confirm');
      await at(flow, 'confirm').submit({ code: '000000', newPassword });
      const { code, message } = at(flow, 'confirm').error!;
      return { medium: step.delivery?.medium, code, message, operations: operations() };
    };
    expect(await go('nobody')).toEqual(await go('ada'));
  });

  it('fault 40 (limit): LimitExceededException reports when to try again and is not retried', async () => {
    const { flow, next, operations } = begin();
    next('ForgotPassword', async () =>
      refusal('LimitExceededException', 'Attempt limit exceeded, please try after some time.'),
    );
    await at(flow, 'request').submit({ username: 'ada' });
    expect(at(flow, 'request').error).toMatchObject({
      kind: 'throttled',
      code: 'LimitExceededException',
      retryAfter: 15 * 60_000,
    });
    expect(operations()).toEqual(['ForgotPassword']);
  });

  it('going back leads to the request step with the user name', async () => {
    const { flow } = begin();
    await at(flow, 'request').submit({ username: 'grace' });
    at(flow, 'confirm').back!();
    expect(at(flow, 'request').step.username).toBe('grace');
  });

  it('fault 87 (secrets in logs): no state contains the code or the new password', async () => {
    const { aws, flow, states } = begin();
    await at(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'confirm').submit({ code, newPassword: 'weak-canary' });
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
    const all = states.map(shown).join('\n');
    for (const secret of [code, 'weak-canary', newPassword]) expect(all).not.toContain(secret);
  });
});

describe('a reset whose reply was lost', () => {
  /** Lets the service handle the request, then fails as a broken connection. */
  const lost = async (pass: () => Promise<Response>): Promise<Response> => {
    await pass();
    throw new TypeError('Failed to fetch');
  };
  async function asked(...options: Parameters<typeof begin>) {
    const theatre = begin(...options);
    const { aws, flow, sent } = theatre;
    await at(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    const wrong = code === '000000' ? '000001' : '000000';
    sent.length = 0;
    return { ...theatre, code, wrong };
  }
  const confirms = ['ConfirmForgotPassword', 'ConfirmForgotPassword'];
  const user = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };

  it('the second attempt finds the code used up, checks the new password by a sign-in and reports the reset as done', async () => {
    const { aws, code, flow, next, onDone, operations, sent, tokens } = await asked();
    next('ConfirmForgotPassword', lost);
    await at(flow, 'confirm').submit({ code, newPassword });
    expect(at(flow, 'confirm').error?.kind).toBe('network');
    expect(onDone).not.toHaveBeenCalled();
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);
    expect(operations()).toEqual([...confirms, 'InitiateAuth', 'RespondToAuthChallenge', 'RevokeToken']);
    expect(tokens).toEqual([]);
    // The refresh token of that check is revoked.
    const RefreshToken = sent.at(-1)!.body['Token'];
    const reply = await aws.fetch(`${aws.config.endpoint}/`, {
      ...sent[0]!.init,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
      },
      body: JSON.stringify({ ClientId: aws.config.clientId, RefreshToken }),
    });
    expect(await reply.json()).toMatchObject({ __type: 'NotAuthorizedException' });
  });

  it('the check accepts a user with a second factor', async () => {
    const { code, flow, next, onDone } = await asked({
      users: [{ ...user, totp: 'JBSWY3DPEHPK3PXP' }],
    });
    next('ConfirmForgotPassword', lost);
    await at(flow, 'confirm').submit({ code, newPassword });
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
    expect(onDone).toHaveBeenCalledOnce();
  });

  it.each(['CUSTOM_WITHOUT_SRP', 'CUSTOM_WITH_SRP', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const)(
    'the check works in an app that signs in by %s',
    async (authFlow) => {
      const authFlows = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'] as const;
      const { code, flow, next } = await asked({ users: [user], client: { authFlows } }, authFlow);
      next('ConfirmForgotPassword', lost);
      await at(flow, 'confirm').submit({ code, newPassword });
      await at(flow, 'confirm').submit({ code, newPassword });
      at(flow, 'done');
    },
  );

  it('a wrong code stays an error in each attempt, and the right one finishes the reset', async () => {
    const { code, wrong, flow, next, onDone } = await asked();
    next('ConfirmForgotPassword', lost);
    for (const expected of ['NetworkError', 'CodeMismatchException', 'CodeMismatchException']) {
      await at(flow, 'confirm').submit({ code: wrong, newPassword });
      expect(at(flow, 'confirm').error?.code).toBe(expected);
    }
    expect(onDone).not.toHaveBeenCalled();
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
  });

  it('the check accepts no other password than the one that the lost request set', async () => {
    const { code, flow, next, onDone } = await asked();
    next('ConfirmForgotPassword', lost);
    await at(flow, 'confirm').submit({ code, newPassword });
    await at(flow, 'confirm').submit({ code, newPassword: 'Another-horse-9' });
    expect(at(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
    expect(onDone.mock.calls).toEqual([[{ username: 'ada', password: newPassword }]]);
  });

  it('the check does not accept a choice of factors that is offered before any password', async () => {
    const { code, flow, next, onDone } = await asked(undefined, 'USER_AUTH');
    next('ConfirmForgotPassword', lost);
    next('InitiateAuth', async () =>
      Response.json({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['EMAIL_OTP'],
        Session: 'x'.repeat(20),
      }),
    );
    await at(flow, 'confirm').submit({ code, newPassword });
    await at(flow, 'confirm').submit({ code, newPassword });
    expect(at(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('a check without a reply is repeated by the next attempt', async () => {
    const { code, flow, next } = await asked();
    next('ConfirmForgotPassword', lost);
    next('InitiateAuth', lost);
    for (const _ of [1, 2]) {
      await at(flow, 'confirm').submit({ code, newPassword });
      expect(at(flow, 'confirm').error?.kind).toBe('network');
    }
    await at(flow, 'confirm').submit({ code, newPassword });
    at(flow, 'done');
  });

  it('no password is sent after a refused code, or after an input that was never sent', async () => {
    const { wrong, flow, operations } = await asked();
    await at(flow, 'confirm').submit({ code: wrong, newPassword: '' });
    expect(at(flow, 'confirm').error?.code).toBe('InputInvalid');
    await at(flow, 'confirm').submit({ code: wrong, newPassword });
    await at(flow, 'confirm').submit({ code: wrong, newPassword });
    expect(operations()).toEqual(confirms);
  });
});
