/** Proves the sign-in flow: its steps and requests, wrong answers, lost replies, concurrent sign-ins and secrets. */
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { sendAdmin, signAdmin } from '../support/user-pool-requests.ts';
import { atStep, recordStates } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { errorReply, loseReply, neverReply } from '../support/network.ts';
import { printDeep } from '../support/print-deep.ts';
import { totpCode, wrongCode } from '../support/codes.ts';
import { until } from '../support/fake-clock.ts';
import * as users from '../support/users.ts';

const ada = users.credentialsOf(users.ada);
const grace = users.credentialsOf(users.grace);
const linus = users.credentialsOf(users.linus);
const margaret = users.credentialsOf(users.margaret);

function beginSignIn(options?: Parameters<typeof createTestUserPool>[0]) {
  const testPool = createTestUserPool(options);
  const flow = createSignInFlow(testPool.host);
  return { ...testPool, flow, states: recordStates(flow) };
}

describe('sign-in with a password', () => {
  it('a sign-in takes exactly two requests', async () => {
    const { flow, sent, tokens } = beginSignIn();
    await atStep(flow, 'identifier').submit(ada);
    expect(atStep(flow, 'signedIn').step).toEqual({ name: 'signedIn', username: 'ada' });
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(tokens).toHaveLength(1);
    expect(decodeJwt(tokens[0]!.idToken)).toMatchObject({ 'cognito:username': 'ada', token_use: 'id' });
    expect(decodeJwt(tokens[0]!.accessToken)).toMatchObject({ username: 'ada', token_use: 'access' });
    expect(tokens[0]!.refreshToken).not.toBe('');
  });

  it('the user name is asked for first and the password after it, with no request in between', async () => {
    const { flow, sent } = beginSignIn();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    expect(atStep(flow, 'password').step).toEqual({ name: 'password', username: 'ada' });
    expect(sent).toEqual([]);
    await atStep(flow, 'password').submit({ password: ada.password });
    atStep(flow, 'signedIn');
  });

  it('a user signs in by email', async () => {
    const { flow, requests } = beginSignIn();
    await atStep(flow, 'identifier').submit({ ...ada, username: 'ada@example.com' });
    expect(atStep(flow, 'signedIn').step.username).toBe('ada@example.com');
    // Cognito expects its own user name after its first reply.
    expect(requests[1]?.body['ChallengeResponses']).not.toMatchObject({ USERNAME: 'ada@example.com' });
  });

  it('the password is in no request', async () => {
    const { flow, requests } = beginSignIn();
    await atStep(flow, 'identifier').submit(ada);
    atStep(flow, 'signedIn');
    expect(JSON.stringify(requests.map(({ body }) => body))).not.toContain(ada.password);
  });

  it('the flow is idle, pending and at the interceptOnce step, each as one stable object', async () => {
    const { flow, states } = beginSignIn();
    expect(flow.getSnapshot()).toBe(flow.getSnapshot());
    await atStep(flow, 'identifier').submit(ada);
    expect(states.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'identifier idle',
      'identifier pending',
      'signedIn idle',
    ]);
    expect(new Set(states).size).toBe(3);
    expect(flow.getServerSnapshot()).toBe(states[0]);
  });

  it('a wrong password is an error, and the interceptOnce one signs in', async () => {
    const { flow, tokens } = beginSignIn();
    await atStep(flow, 'identifier').submit({ ...ada, password: 'Wrong-horse-1' });
    expect(atStep(flow, 'identifier').error).toMatchObject({
      kind: 'rejected',
      code: 'NotAuthorizedException',
    });
    expect(tokens).toEqual([]);
    const again = atStep(flow, 'identifier').submit(ada);
    expect(atStep(flow, 'identifier').error).toBeUndefined();
    await again;
    atStep(flow, 'signedIn');
  });

  it('fault 46 (unknown user): an unknown user fails like a known one, with as many requests', async () => {
    const attempt = async (username: string) => {
      const { flow, sent } = beginSignIn();
      await atStep(flow, 'identifier').submit({ username, password: 'Wrong-horse-1' });
      const { code, message, kind } = atStep(flow, 'identifier').error!;
      return { code, message, kind, operations: sent };
    };
    expect(await attempt('nobody')).toEqual(await attempt('ada'));
  });

  it('fault 84 (tampered signature): a tampered password signature is refused and not retried', async () => {
    const { aws, flow, interceptOnce, sent, tokens } = beginSignIn();
    interceptOnce('RespondToAuthChallenge', (_, { body, init }) => {
      const responses = body['ChallengeResponses'] as Record<string, string>;
      const signature = Buffer.from(responses['PASSWORD_CLAIM_SIGNATURE']!, 'base64');
      signature[0]! ^= 1;
      const forged = { ...responses, PASSWORD_CLAIM_SIGNATURE: signature.toString('base64') };
      return aws.fetch('http://localhost:4599/', {
        ...init,
        body: JSON.stringify({ ...body, ChallengeResponses: forged }),
      });
    });
    await atStep(flow, 'identifier').submit(ada);
    expect(atStep(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(tokens).toEqual([]);
  });

  it.each(['a\0b', 'x'.repeat(257), ''])(
    'fault 52 (invalid characters): the password %j is refused before sending',
    async (password) => {
      const { flow, sent } = beginSignIn();
      await atStep(flow, 'identifier').submit({ username: 'ada', password });
      expect(atStep(flow, 'identifier').error).toMatchObject({ kind: 'input', field: 'password' });
      expect(sent).toEqual([]);
    },
  );

  it('fault 52 (invalid characters): a user name with a NUL is refused before the password step', async () => {
    const { flow } = beginSignIn();
    await atStep(flow, 'identifier').submit({ username: 'a\0da' });
    expect(atStep(flow, 'identifier').error).toMatchObject({ kind: 'input', field: 'username' });
  });
});

describe('sign-in with an authenticator app', () => {
  it('the TOTP step follows the password and accepts the right code after a wrong one', async () => {
    const { clock, flow, tokens, sent } = beginSignIn();
    await atStep(flow, 'identifier').submit(grace);
    expect(atStep(flow, 'totp').step).toMatchObject({ name: 'totp', username: 'grace' });
    await atStep(flow, 'totp').submit({ code: '000000' });
    expect(atStep(flow, 'totp').error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
    expect(tokens).toEqual([]);
    await atStep(flow, 'totp').submit({ code: totpCode(users.TOTP_SECRET, clock.now()) });
    atStep(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(sent).toHaveLength(4);
  });

  it('fault 23 (expired challenge): an expired TOTP challenge leads to the identifier step with user name and reason', async () => {
    const { clock, flow } = beginSignIn();
    await atStep(flow, 'identifier').submit(grace);
    await clock.advance(4 * 60_000);
    await atStep(flow, 'totp').submit({ code: totpCode(users.TOTP_SECRET, clock.now()) });
    expect(atStep(flow, 'identifier')).toMatchObject({
      error: undefined,
      status: 'idle',
      step: { name: 'identifier', username: 'grace', reason: 'challengeExpired' },
    });
    await atStep(flow, 'identifier').submit(grace);
    await atStep(flow, 'totp').submit({ code: totpCode(users.TOTP_SECRET, clock.now()) });
    atStep(flow, 'signedIn');
  });

  it('going back leads to the password step, then to the identifier step', async () => {
    const { flow } = beginSignIn();
    expect(atStep(flow, 'identifier').back).toBeUndefined();
    await atStep(flow, 'identifier').submit({ username: 'grace' });
    await atStep(flow, 'password').submit({ password: grace.password });
    atStep(flow, 'totp').back!();
    atStep(flow, 'password').back!();
    expect(atStep(flow, 'identifier').step.username).toBe('grace');
  });
});

describe('sign-in with a temporary password', () => {
  it('the newPassword step refuses a weak password and sets the new one', async () => {
    const { flow } = beginSignIn();
    await atStep(flow, 'identifier').submit(linus);
    expect(atStep(flow, 'newPassword').step).toMatchObject({
      name: 'newPassword',
      username: 'linus',
      requiredAttributes: [],
      attributes: { email: 'linus@example.com' },
    });
    await atStep(flow, 'newPassword').submit({ newPassword: 'weak' });
    expect(atStep(flow, 'newPassword').error?.code).toBe('InvalidPasswordException');
    await atStep(flow, 'newPassword').submit({ newPassword: 'Chosen-myself-9' });
    atStep(flow, 'signedIn');
    flow.reset();
    await atStep(flow, 'identifier').submit({ username: 'linus', password: 'Chosen-myself-9' });
    atStep(flow, 'signedIn');
  });
});

describe('sign-in before the sign-up is confirmed', () => {
  const pool = { unconfirmedWithWrongPassword: 'UserNotConfirmedException' } as const;

  it('the confirmSignUp step resends a code, confirms the user and signs in', async () => {
    const { aws, flow, sent, tokens } = beginSignIn({ users: [users.margaret] });
    await atStep(flow, 'identifier').submit(margaret);
    expect(atStep(flow, 'confirmSignUp').step).toEqual({ name: 'confirmSignUp', username: 'margaret' });
    await atStep(flow, 'confirmSignUp').resend!();
    expect(atStep(flow, 'confirmSignUp').step.delivery).toMatchObject({ medium: 'EMAIL' });
    await atStep(flow, 'confirmSignUp').submit({ code: '000000' });
    expect(atStep(flow, 'confirmSignUp').error?.code).toBe('CodeMismatchException');
    await atStep(flow, 'confirmSignUp').submit({ code: await aws.outbox.code(users.margaret.email) });
    atStep(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(sent.slice(-3)).toEqual(['ConfirmSignUp', 'InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('the confirmSignUp step continues if the reply to the confirmation was lost', async () => {
    const { aws, flow, interceptOnce } = beginSignIn({ users: [users.margaret] });
    await atStep(flow, 'identifier').submit(margaret);
    await atStep(flow, 'confirmSignUp').resend!();
    const code = await aws.outbox.code(users.margaret.email);
    interceptOnce('ConfirmSignUp', loseReply);
    await atStep(flow, 'confirmSignUp').submit({ code });
    expect(atStep(flow, 'confirmSignUp').error).toMatchObject({ kind: 'network', code: 'NetworkError' });
    await atStep(flow, 'confirmSignUp').submit({ code });
    atStep(flow, 'signedIn');
  });

  it('a wrong password is refused after the confirmation, and the flow starts over', async () => {
    const { aws, flow } = beginSignIn({ users: [users.margaret], pool });
    await atStep(flow, 'identifier').submit({ ...margaret, password: 'Wrong-guidance-4' });
    await atStep(flow, 'confirmSignUp').resend!();
    await atStep(flow, 'confirmSignUp').submit({ code: await aws.outbox.code(users.margaret.email) });
    expect(atStep(flow, 'identifier').step).toMatchObject({
      username: 'margaret',
      reason: 'challengeExpired',
    });
    await atStep(flow, 'identifier').submit(margaret);
    atStep(flow, 'signedIn');
  });
});

describe('sign-in when a new password is required', () => {
  it('the resetPassword step sets a new password and signs in', async () => {
    const { aws, flow, interceptOnce } = beginSignIn();
    interceptOnce('InitiateAuth', async () =>
      errorReply('PasswordResetRequiredException', 'Password reset required for the user'),
    );
    await atStep(flow, 'identifier').submit(ada);
    await atStep(flow, 'resetPassword').resend!();
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'resetPassword').submit({ code, newPassword: 'Better-horse-9' });
    atStep(flow, 'signedIn');
  });
});

describe('a reset during the sign-in whose reply was lost', () => {
  const newPassword = 'Better-horse-9';
  /** Starts a reset that an administrator asked for, and stops at the step for its code. */
  async function requireReset() {
    const testPool = beginSignIn();
    const { aws, flow } = testPool;
    const { userPoolId: UserPoolId } = aws.config;
    const input = { UserPoolId, Username: 'ada' };
    await sendAdmin(testPool, await signAdmin(testPool, 'AdminResetUserPassword', input));
    await flow.start(ada);
    atStep(flow, 'resetPassword');
    return { ...testPool, code: await aws.outbox.code('ada@example.com') };
  }

  it.each(['InitiateAuth', 'RespondToAuthChallenge', 'ConfirmForgotPassword'])(
    'the interceptOnce attempt signs in although the code is used up (lost reply: %s)',
    async (operation) => {
      const { code, flow, interceptOnce, tokens } = await requireReset();
      interceptOnce(operation, loseReply);
      await atStep(flow, 'resetPassword').submit({ code, newPassword });
      expect(atStep(flow, 'resetPassword').error?.kind).toBe('network');
      await atStep(flow, 'resetPassword').submit({ code, newPassword });
      atStep(flow, 'signedIn');
      expect(tokens).toHaveLength(1);
    },
  );

  it('a wrong code stays an error in each attempt, and the right one signs in', async () => {
    const { code, flow, interceptOnce, tokens } = await requireReset();
    const wrong = wrongCode(code);
    interceptOnce('ConfirmForgotPassword', loseReply);
    for (const kind of ['network', 'rejected', 'rejected']) {
      await atStep(flow, 'resetPassword').submit({ code: wrong, newPassword });
      expect(atStep(flow, 'resetPassword').error?.kind).toBe(kind);
    }
    expect(atStep(flow, 'resetPassword').error?.code).toBe('CodeMismatchException');
    expect(tokens).toEqual([]);
    await atStep(flow, 'resetPassword').submit({ code, newPassword });
    atStep(flow, 'signedIn');
  });

  it('no password is requests after a refused code', async () => {
    const { code, flow, sent } = await requireReset();
    const before = sent.length;
    const wrong = wrongCode(code);
    // The empty password is refused before sending, so no reply can have been lost.
    await atStep(flow, 'resetPassword').submit({ code: wrong, newPassword: '' });
    await atStep(flow, 'resetPassword').submit({ code: wrong, newPassword });
    await atStep(flow, 'resetPassword').submit({ code: wrong, newPassword });
    expect(sent.slice(before)).toEqual(['ConfirmForgotPassword', 'ConfirmForgotPassword']);
  });

  it('a password that the reset did not set is refused', async () => {
    const { code, flow, interceptOnce, tokens } = await requireReset();
    interceptOnce('InitiateAuth', loseReply);
    await atStep(flow, 'resetPassword').submit({ code, newPassword });
    await atStep(flow, 'resetPassword').submit({ code, newPassword: 'Another-horse-9' });
    expect(atStep(flow, 'resetPassword').error?.kind).toBe('rejected');
    expect(tokens).toEqual([]);
    await atStep(flow, 'resetPassword').submit({ code, newPassword });
    atStep(flow, 'signedIn');
  });
});

describe('sign-in with an unknown challenge', () => {
  it.each(['BRAND_NEW_CHALLENGE', 'constructor', '__proto__'])(
    'fault 44 (unknown challenge): %s is an error, and nothing is stored',
    async (ChallengeName) => {
      const { flow, interceptOnce, tokens } = beginSignIn();
      interceptOnce('RespondToAuthChallenge', async () =>
        Response.json({ ChallengeName, Session: 's3cret' }),
      );
      await atStep(flow, 'identifier').submit(ada);
      const { error } = atStep(flow, 'identifier');
      expect(error).toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
      expect(printDeep(error)).not.toContain('s3cret');
      expect(tokens).toEqual([]);
    },
  );

  it('fault 44 (unusable reply): an incomplete reply stores nothing', async () => {
    const { flow, interceptOnce, tokens } = beginSignIn();
    interceptOnce('RespondToAuthChallenge', async () =>
      Response.json({ AuthenticationResult: { IdToken: 'x' } }),
    );
    await atStep(flow, 'identifier').submit(ada);
    expect(atStep(flow, 'identifier').error?.code).toBe('InvalidResponse');
    expect(tokens).toEqual([]);
  });
});

describe('concurrent sign-ins', () => {
  it('fault 31 (two sign-ins): of two sign-ins in one flow the newer one continues', async () => {
    const { flow, tokens } = beginSignIn();
    const older = flow.start(ada);
    const newer = flow.start(grace);
    await Promise.all([older, newer]);
    expect(atStep(flow, 'totp').step.username).toBe('grace');
    expect(tokens).toEqual([]);
  });

  it('fault 31 (two sign-ins): a reply that arrives after back() signs in no user', async () => {
    const { flow, interceptOnce, requests, tokens } = beginSignIn();
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    interceptOnce('RespondToAuthChallenge', async (send) => {
      // The transport ignores its abort signal, so the reply arrives.
      const reply = send();
      await released;
      return reply;
    });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const running = atStep(flow, 'password').submit({ password: ada.password });
    await until(() => requests.length === 2);
    atStep(flow, 'password').back!();
    release();
    await running;
    expect(atStep(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(tokens).toEqual([]);
  });

  it('a double click sends one request, and a step that was left sends none', async () => {
    const { flow, sent } = beginSignIn();
    const first = atStep(flow, 'identifier');
    await Promise.all([first.submit(ada), first.submit(ada)]);
    await first.submit(ada);
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    atStep(flow, 'signedIn');
  });

  it('reset() aborts the request and starts over', async () => {
    const { flow, interceptOnce, requests } = beginSignIn();
    interceptOnce('InitiateAuth', neverReply);
    const running = atStep(flow, 'identifier').submit(ada);
    await until(() => requests.length === 1);
    flow.reset();
    await running;
    expect(atStep(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(requests[0]?.init.signal?.aborted).toBe(true);
  });
});

describe('the requests of the sign-in flow', () => {
  it('fault 5 (timeout): a request without a reply is given up after 8 seconds, and the form is usable again', async () => {
    const { clock, flow, interceptOnce, requests } = beginSignIn();
    interceptOnce('InitiateAuth', neverReply);
    const running = atStep(flow, 'identifier').submit(ada);
    await until(() => requests.length === 1);
    await clock.advance(7_999);
    expect(atStep(flow, 'identifier').status).toBe('pending');
    await clock.advance(1);
    await running;
    expect(atStep(flow, 'identifier')).toMatchObject({
      status: 'idle',
      error: { kind: 'timeout', code: 'Timeout' },
    });
    expect(clock.timers()).toBe(0);
    await atStep(flow, 'identifier').submit(ada);
    atStep(flow, 'signedIn');
  });

  it('each request has the same two headers and sets no cache mode', async () => {
    const { flow, requests } = beginSignIn();
    await atStep(flow, 'identifier').submit(ada);
    expect(requests.map(({ init }) => Object.keys(init.headers!).toSorted())).toEqual([
      ['content-type', 'x-amz-target'],
      ['content-type', 'x-amz-target'],
    ]);
    expect(requests.some(({ init }) => 'cache' in init || 'credentials' in init)).toBe(false);
  });

  it('no timer remains after a sign-in', async () => {
    const { clock, flow } = beginSignIn();
    await atStep(flow, 'identifier').submit(ada);
    expect(clock.timers()).toBe(0);
  });
});

describe('secrets of the sign-in flow', () => {
  it('fault 87 (secrets in logs): no state and no error contains a secret', async () => {
    const { clock, flow, states, requests } = beginSignIn();
    await atStep(flow, 'identifier').submit({ ...grace, password: 'Canary-wrong-7' });
    await atStep(flow, 'identifier').submit(grace);
    const session = (requests.at(-1)!.body['Session'] as string | undefined) ?? 'no session';
    await atStep(flow, 'totp').submit({ code: '918273' });
    const totpSession = requests.at(-1)!.body['Session'] as string;
    await atStep(flow, 'totp').submit({ code: totpCode(users.TOTP_SECRET, clock.now()) });
    atStep(flow, 'signedIn');
    const all = states.map(printDeep).join('\n');
    expect(totpSession.length).toBeGreaterThan(20);
    for (const secret of ['Canary-wrong-7', grace.password, '918273', session, totpSession]) {
      expect(all).not.toContain(secret);
    }
  });
});
