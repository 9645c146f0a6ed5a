import { describe, expect, it, vi } from 'vitest';
import { createResetPasswordFlow } from '../../src/flows/reset-password.ts';
import { createSignInFlow } from '../../src/flows/sign-in.ts';
import { at, createTheatre, refusal, shown, watch } from '../support/theatre.ts';

function begin() {
  const theatre = createTheatre();
  const onDone = vi.fn<(secrets: { username: string; password: string }) => void>();
  const flow = createResetPasswordFlow(theatre.host, { username: 'ada', onDone });
  return { ...theatre, flow, onDone, states: watch(flow) };
}
const newPassword = 'Better-horse-9';

describe('resetting a password', () => {
  it('sets a new one by the code, which signs in where the old one does not', async () => {
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

  it('takes another code after a wrong one, a stronger password after a weak one', async () => {
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

  it('says when a code is over an hour old, and sends a new one', async () => {
    const { aws, clock, flow } = begin();
    await at(flow, 'request').submit({ username: 'ada' });
    await clock.advance(61 * 60_000);
    await at(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    expect(at(flow, 'confirm').error?.code).toBe('ExpiredCodeException');
    await at(flow, 'confirm').resend!();
    await at(flow, 'confirm').submit({ code: await aws.outbox.code('ada@example.com'), newPassword });
    at(flow, 'done');
  });

  it('fault 46: nothing shows whether a user exists', async () => {
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

  it('fault 40: after too many attempts says when to come back, and does not try again by itself', async () => {
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

  it('goes back to the beginning with the user name', async () => {
    const { flow } = begin();
    await at(flow, 'request').submit({ username: 'grace' });
    at(flow, 'confirm').back!();
    expect(at(flow, 'request').step.username).toBe('grace');
  });

  it('fault 87: shows neither the code nor the new password', async () => {
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
