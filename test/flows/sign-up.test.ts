/** Proves the sign-up flow: its steps, lost replies, user names and addresses, and sign-up without a password. */
import { describe, expect, it, vi } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createSignUpFlow, type NewUser } from '../../src/sign-in/flows/sign-up.ts';
import { confirmSignUp } from '../../src/sign-in/engine/sign-up.ts';
import { atStep, recordStates } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { errorReply, loseReply } from '../support/network.ts';
import { printDeep } from '../support/print-deep.ts';
import { wrongCode } from '../support/codes.ts';

const mary = {
  username: 'mary',
  password: 'Quiet-river-4',
  attributes: { email: 'mary@example.com', given_name: 'Mary' },
};

function beginSignUp(options?: Parameters<typeof createTestUserPool>[0]) {
  const testPool = createTestUserPool(options);
  const onDone = vi.fn<(user: NewUser) => void>();
  const flow = createSignUpFlow(testPool.host, { onDone });
  return { ...testPool, flow, onDone, states: recordStates(flow) };
}

describe('sign-up', () => {
  it('a sign-up creates and confirms a user, and passes the password to onDone once', async () => {
    const { aws, flow, host, onDone, sent, tokens } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    expect(atStep(flow, 'confirm').step).toMatchObject({
      username: 'mary',
      delivery: { medium: 'EMAIL', destination: expect.stringMatching(/^m\*+@e\*+/) as string },
    });
    expect(onDone).not.toHaveBeenCalled();
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    expect(atStep(flow, 'done').step).toEqual({ name: 'done', username: 'mary' });
    expect(sent).toEqual(['SignUp', 'ConfirmSignUp']);
    expect(onDone.mock.calls).toEqual([[{ username: 'mary', password: mary.password }]]);

    const signIn = createSignInFlow(host);
    await signIn.start(onDone.mock.calls[0]![0]);
    atStep(signIn, 'signedIn');
    expect(tokens).toHaveLength(1);
  });

  it('the confirm step accepts the right code after a wrong one, and resends a code', async () => {
    const { aws, clock, flow } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    const first = await aws.outbox.code('mary@example.com');
    await atStep(flow, 'confirm').submit({ code: wrongCode(first) });
    expect(atStep(flow, 'confirm').error?.code).toBe('CodeMismatchException');
    await clock.advance(60_000);
    await atStep(flow, 'confirm').resend!();
    expect(atStep(flow, 'confirm')).toMatchObject({
      error: undefined,
      step: { delivery: { medium: 'EMAIL' } },
    });
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    atStep(flow, 'done');
  });

  it('a day-old code is ExpiredCodeException', async () => {
    const { aws, clock, flow } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    await clock.advance(25 * 3_600_000);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    expect(atStep(flow, 'confirm').error?.code).toBe('ExpiredCodeException');
  });

  it('a taken user name is UsernameExistsException and keeps the details step', async () => {
    const { flow, sent } = beginSignUp();
    await atStep(flow, 'details').submit({ ...mary, username: 'ada' });
    expect(atStep(flow, 'details').error?.code).toBe('UsernameExistsException');
    expect(sent).toEqual(['SignUp']);
  });

  it("a weak password is refused with the pool's policy", async () => {
    const { flow } = beginSignUp();
    await atStep(flow, 'details').submit({ ...mary, password: 'quiet-river-4' });
    expect(atStep(flow, 'details').error).toMatchObject({
      code: 'InvalidPasswordException',
      message: expect.stringMatching(/uppercase characters$/) as string,
    });
  });

  it('going back leads to the details step with the user name', async () => {
    const { flow } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    atStep(flow, 'confirm').back!();
    expect(atStep(flow, 'details').step.username).toBe('mary');
  });

  it('fault 53 (spaces): spaces at the edges of a password are requests as typed', async () => {
    const { aws, flow, host } = beginSignUp();
    await atStep(flow, 'details').submit({ ...mary, password: '  Quiet river 4 ' });
    const refused = flow.getSnapshot().error;
    // Cognito itself may refuse the spaces, which proves that the kit has sent them.
    if (refused) {
      expect(refused.code).toMatch(/^Invalid(Password|Parameter)Exception$/);
      return;
    }
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    const signIn = createSignInFlow(host);
    await signIn.start({ username: 'mary', password: 'Quiet river 4' });
    expect(atStep(signIn, 'identifier').error?.code).toBe('NotAuthorizedException');
    await signIn.start({ username: 'mary', password: '  Quiet river 4 ' });
    atStep(signIn, 'signedIn');
  });

  it.each(['zoë🦊', 'e\u0301lise', 'a+b@%c'])(
    'fault 51 (names): the user name %s is returned as it was typed',
    async (username) => {
      const { aws, flow, host } = beginSignUp();
      await atStep(flow, 'details').submit({ ...mary, username });
      expect(atStep(flow, 'confirm').step.username).toBe(username);
      await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
      const signIn = createSignInFlow(host);
      await signIn.start({ username, password: mary.password });
      expect(atStep(signIn, 'signedIn').step.username).toBe(username);
    },
  );
});

describe('fault 6 (lost reply): a sign-up whose reply was lost', () => {
  it('fault 6 (lost reply): the second sign-up leads to the confirm step and resends the code', async () => {
    const { aws, flow, interceptOnce, sent } = beginSignUp();
    interceptOnce('SignUp', loseReply);
    await atStep(flow, 'details').submit(mary);
    expect(atStep(flow, 'details').error?.code).toBe('NetworkError');
    await atStep(flow, 'details').submit(mary);
    expect(atStep(flow, 'confirm').step.delivery?.medium).toBe('EMAIL');
    expect(sent).toEqual(['SignUp', 'SignUp', 'ResendConfirmationCode']);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    atStep(flow, 'done');
  });

  it('fault 6 (lost reply): the second sign-up is an error if the name belongs to a confirmed user', async () => {
    const { flow, interceptOnce } = beginSignUp();
    interceptOnce('SignUp', loseReply);
    await atStep(flow, 'details').submit({ ...mary, username: 'ada' });
    await atStep(flow, 'details').submit({ ...mary, username: 'ada' });
    expect(atStep(flow, 'details').error?.code).toBe('UsernameExistsException');
  });

  it('fault 6 (lost reply): a created user whose code could not be delivered leads to the confirm step', async () => {
    const { aws, flow, interceptOnce } = beginSignUp();
    interceptOnce('SignUp', async (send) => {
      await send();
      return errorReply('CodeDeliveryFailureException', 'Unable to deliver the message.');
    });
    await atStep(flow, 'details').submit(mary);
    expect(atStep(flow, 'details').error?.code).toBe('CodeDeliveryFailureException');
    await atStep(flow, 'details').submit(mary);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    atStep(flow, 'done');
  });

  it('fault 6 (lost reply): another user name than the lost one is still an error', async () => {
    const { flow, interceptOnce, sent } = beginSignUp();
    interceptOnce('SignUp', loseReply);
    await atStep(flow, 'details').submit(mary);
    await atStep(flow, 'details').submit({ ...mary, username: 'ada' });
    expect(atStep(flow, 'details').error?.code).toBe('UsernameExistsException');
    expect(sent).toEqual(['SignUp', 'SignUp']);
  });
});

describe('fault 6 (lost reply): a confirmation whose reply was lost', () => {
  it('fault 6 (lost reply): the same code entered again confirms the user', async () => {
    const { aws, flow, interceptOnce, onDone } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    const code = await aws.outbox.code('mary@example.com');
    interceptOnce('ConfirmSignUp', loseReply);
    await atStep(flow, 'confirm').submit({ code });
    expect(atStep(flow, 'confirm').error?.code).toBe('NetworkError');
    expect(onDone).not.toHaveBeenCalled();
    await atStep(flow, 'confirm').submit({ code });
    atStep(flow, 'done');
    expect(onDone.mock.calls).toEqual([[{ username: 'mary', password: mary.password }]]);
  });

  it('fault 6 (lost reply): another code does not confirm the user', async () => {
    const { aws, flow, interceptOnce, onDone } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    const code = await aws.outbox.code('mary@example.com');
    interceptOnce('ConfirmSignUp', loseReply);
    await atStep(flow, 'confirm').submit({ code });
    await atStep(flow, 'confirm').submit({ code: wrongCode(code) });
    expect(atStep(flow, 'confirm').error?.kind).toBe('rejected');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('fault 6 (lost reply): a confirmation elsewhere does not count if no reply was lost', async () => {
    const { aws, flow, host, onDone } = beginSignUp();
    await atStep(flow, 'details').submit(mary);
    const code = await aws.outbox.code('mary@example.com');
    await confirmSignUp(host.userPool, { username: mary.username, code });
    await atStep(flow, 'confirm').submit({ code });
    expect(atStep(flow, 'confirm').error?.code).toBe('NotAuthorizedException');
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe('sign-up with an email or phone number as user name', () => {
  const byAddress = { pool: { usernameAttributes: ['email', 'phone_number'] } } as const;

  it('a user signs up and in with an email', async () => {
    const { aws, flow, host } = beginSignUp({ ...byAddress, users: [] });
    const username = 'mary@example.com';
    await atStep(flow, 'details').submit({ username, password: mary.password });
    expect(atStep(flow, 'confirm').step.delivery).toMatchObject({ medium: 'EMAIL' });
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code(username) });
    atStep(flow, 'done');
    const signIn = createSignInFlow(host);
    await signIn.start({ username, password: mary.password });
    expect(atStep(signIn, 'signedIn').step.username).toBe(username);
  });

  it('a user signs up and in with a phone number', async () => {
    const pool = {
      usernameAttributes: ['phone_number'],
      autoVerifiedAttributes: ['phone_number'],
      requiredAttributes: [],
    } as const;
    const { aws, flow, host } = beginSignUp({ pool, users: [] });
    const username = '+15555550123';
    await atStep(flow, 'details').submit({ username, password: mary.password });
    expect(atStep(flow, 'confirm').step.delivery).toMatchObject({ medium: 'SMS' });
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code(username) });
    const signIn = createSignInFlow(host);
    await signIn.start({ username, password: mary.password });
    atStep(signIn, 'signedIn');
  });
});

describe('sign-up without a password', () => {
  const passwordless = {
    pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'] },
    client: { authFlows: ['USER_AUTH', 'USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH'] },
  } as const;
  const { password: _none, ...bare } = mary;

  it('the challenge token of the confirmation signs in once', async () => {
    const { aws, flow, host, onDone, sent, tokens } = beginSignUp(passwordless);
    await atStep(flow, 'details').submit(bare);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    const [chosen] = onDone.mock.calls[0]!;
    expect(chosen).toEqual({
      username: 'mary',
      challengeToken: expect.any(String) as string,
      password: undefined,
    });
    const signIn = createSignInFlow(host);
    await signIn.start(chosen);
    atStep(signIn, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(sent).toEqual(['SignUp', 'ConfirmSignUp', 'InitiateAuth']);
    // The challenge token works once.
    const again = createSignInFlow(host);
    await again.start(chosen);
    expect(again.getSnapshot().name).not.toBe('signedIn');
    expect(tokens).toHaveLength(1);
  });

  it('fault 87 (secrets in logs): no state and no error contains the challenge token', async () => {
    const { aws, flow, host, onDone, clock, states } = beginSignUp(passwordless);
    await atStep(flow, 'details').submit(bare);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    const [chosen] = onDone.mock.calls[0]!;
    await clock.advance(20 * 60_000);
    const signIn = createSignInFlow(host);
    const signInStates = recordStates(signIn);
    await signIn.start(chosen);
    expect(signIn.getSnapshot().name).not.toBe('signedIn');
    expect(printDeep([states, signInStates])).not.toContain(chosen.challengeToken);
  });

  it("the challenge token of another user's confirmation is refused", async () => {
    const { aws, flow, host, onDone, tokens } = beginSignUp(passwordless);
    await atStep(flow, 'details').submit(bare);
    await atStep(flow, 'confirm').submit({ code: await aws.outbox.code('mary@example.com') });
    const [{ challengeToken }] = onDone.mock.calls[0]!;
    const signIn = createSignInFlow(host);
    await signIn.start({ username: 'ada', challengeToken });
    expect(signIn.getSnapshot().name).not.toBe('signedIn');
    expect(tokens).toEqual([]);
  });

  it('a pool that requires a password rejects the sign-up', async () => {
    const { flow } = beginSignUp();
    await atStep(flow, 'details').submit(bare);
    expect(atStep(flow, 'details').error?.kind).toBe('rejected');
  });
});

describe('sign-up with an email of another account', () => {
  it('the confirm step reports the taken alias, and forceAlias moves it', async () => {
    const { aws, flow, onDone, requests } = beginSignUp({ pool: { aliasAttributes: ['email'] } });
    const attributes = { email: 'ada@example.com' };
    await atStep(flow, 'details').submit({ ...mary, attributes });
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'confirm').submit({ code });
    expect(atStep(flow, 'confirm')).toMatchObject({ error: undefined, step: { aliasTaken: true } });
    await atStep(flow, 'confirm').submit({ code });
    expect(atStep(flow, 'confirm').error?.code).toBe('AliasExistsException');
    expect(onDone).not.toHaveBeenCalled();
    await atStep(flow, 'confirm').submit({ code, forceAlias: true });
    atStep(flow, 'done');
    const forced = requests.map(({ body }) => body['ForceAliasCreation']).filter((one) => one !== undefined);
    expect(forced).toEqual([true]);
  });
});

it('triggers receive validationData and clientMetadata', async () => {
  const received: unknown[] = [];
  const { flow } = beginSignUp({
    triggers: {
      PreSignUp({ request, response }) {
        received.push(request['validationData'], request['clientMetadata']);
        Object.assign(response, { autoConfirmUser: true });
      },
    },
  });
  await atStep(flow, 'details').submit({
    ...mary,
    validationData: { invited: 'yes' },
    clientMetadata: { page: 'join' },
  });
  atStep(flow, 'done');
  expect(received).toEqual([{ invited: 'yes' }, { page: 'join' }]);
});

it('fault 87 (secrets in logs): no state of a sign-up contains the password or the code', async () => {
  const { aws, flow, states } = beginSignUp();
  await atStep(flow, 'details').submit({ ...mary, password: 'quiet-river-4' });
  await atStep(flow, 'details').submit(mary);
  const code = await aws.outbox.code('mary@example.com');
  await atStep(flow, 'confirm').submit({ code });
  atStep(flow, 'done');
  const all = states.map(printDeep).join('\n');
  for (const secret of [mary.password, 'quiet-river-4', code]) expect(all).not.toContain(secret);
});
