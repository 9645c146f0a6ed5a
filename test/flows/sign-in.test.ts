/** Proves the sign-in flow: its steps and requests, wrong answers, lost replies, concurrent sign-ins and secrets. */
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { sendAdmin, signAdmin } from '../local/user-pool/admin-client.ts';
import { at, createTheatre, refusal, shown, watch } from '../support/user-pool.ts';

const ada = { username: 'ada', password: 'Correct-horse-1' };
const grace = { username: 'grace', password: 'Battery-staple-2' };
const linus = { username: 'linus', password: 'Temporary-pass-3' };
const unconfirmed = [
  { username: 'mary', email: 'mary@example.com', password: 'Quiet-river-4', confirmed: false },
] as const;
const mary = { username: 'mary', password: 'Quiet-river-4' };

function begin(options?: Parameters<typeof createTheatre>[0]) {
  const theatre = createTheatre(options);
  const flow = createSignInFlow(theatre.host);
  return { ...theatre, flow, states: watch(flow) };
}
/** Waits until the condition holds, while everything else continues. */
async function until(met: () => boolean) {
  while (!met()) await new Promise(setImmediate);
}
const totpCode = (now: number) =>
  new TOTP({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }).generate({ timestamp: now });

describe('sign-in with a password', () => {
  it('a sign-in takes exactly two requests', async () => {
    const { flow, operations, tokens } = begin();
    await at(flow, 'identifier').submit(ada);
    expect(at(flow, 'signedIn').step).toEqual({ name: 'signedIn', username: 'ada' });
    expect(operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(tokens).toHaveLength(1);
    expect(decodeJwt(tokens[0]!.idToken)).toMatchObject({ 'cognito:username': 'ada', token_use: 'id' });
    expect(decodeJwt(tokens[0]!.accessToken)).toMatchObject({ username: 'ada', token_use: 'access' });
    expect(tokens[0]!.refreshToken).not.toBe('');
  });

  it('the user name is asked for first and the password after it, with no request in between', async () => {
    const { flow, operations } = begin();
    await at(flow, 'identifier').submit({ username: 'ada' });
    expect(at(flow, 'password').step).toEqual({ name: 'password', username: 'ada' });
    expect(operations()).toEqual([]);
    await at(flow, 'password').submit({ password: ada.password });
    at(flow, 'signedIn');
  });

  it('a user signs in by email', async () => {
    const { flow, sent } = begin();
    await at(flow, 'identifier').submit({ ...ada, username: 'ada@example.com' });
    expect(at(flow, 'signedIn').step.username).toBe('ada@example.com');
    // After the first reply Cognito expects its own user name.
    expect(sent[1]?.body['ChallengeResponses']).not.toMatchObject({ USERNAME: 'ada@example.com' });
  });

  it('the password is in no request', async () => {
    const { flow, sent } = begin();
    await at(flow, 'identifier').submit(ada);
    at(flow, 'signedIn');
    expect(JSON.stringify(sent.map(({ body }) => body))).not.toContain(ada.password);
  });

  it('the flow is idle, pending and at the next step, each as one stable object', async () => {
    const { flow, states } = begin();
    expect(flow.getSnapshot()).toBe(flow.getSnapshot());
    await at(flow, 'identifier').submit(ada);
    expect(states.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'identifier idle',
      'identifier pending',
      'signedIn idle',
    ]);
    expect(new Set(states).size).toBe(3);
    expect(flow.getServerSnapshot()).toBe(states[0]);
  });

  it('a wrong password is an error, and the next one signs in', async () => {
    const { flow, tokens } = begin();
    await at(flow, 'identifier').submit({ ...ada, password: 'Wrong-horse-1' });
    expect(at(flow, 'identifier').error).toMatchObject({ kind: 'rejected', code: 'NotAuthorizedException' });
    expect(tokens).toEqual([]);
    const again = at(flow, 'identifier').submit(ada);
    expect(at(flow, 'identifier').error).toBeUndefined();
    await again;
    at(flow, 'signedIn');
  });

  it('fault 46 (unknown user): an unknown user fails like a known one, with as many requests', async () => {
    const fail = async (username: string) => {
      const { flow, operations } = begin();
      await at(flow, 'identifier').submit({ username, password: 'Wrong-horse-1' });
      const { code, message, kind } = at(flow, 'identifier').error!;
      return { code, message, kind, operations: operations() };
    };
    expect(await fail('nobody')).toEqual(await fail('ada'));
  });

  it('fault 84 (tampered signature): a tampered password signature is refused and not retried', async () => {
    const { aws, flow, next, operations, tokens } = begin();
    next('RespondToAuthChallenge', (_, { body, init }) => {
      const responses = body['ChallengeResponses'] as Record<string, string>;
      const signature = Buffer.from(responses['PASSWORD_CLAIM_SIGNATURE']!, 'base64');
      signature[0]! ^= 1;
      const forged = { ...responses, PASSWORD_CLAIM_SIGNATURE: signature.toString('base64') };
      return aws.fetch('http://localhost:4599/', {
        ...init,
        body: JSON.stringify({ ...body, ChallengeResponses: forged }),
      });
    });
    await at(flow, 'identifier').submit(ada);
    expect(at(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    expect(operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(tokens).toEqual([]);
  });

  it.each(['a\0b', 'x'.repeat(257), ''])(
    'fault 52 (invalid characters): the password %j is refused before sending',
    async (password) => {
      const { flow, operations } = begin();
      await at(flow, 'identifier').submit({ username: 'ada', password });
      expect(at(flow, 'identifier').error).toMatchObject({ kind: 'input', field: 'password' });
      expect(operations()).toEqual([]);
    },
  );

  it('fault 52 (invalid characters): a user name with a NUL is refused before the password step', async () => {
    const { flow } = begin();
    await at(flow, 'identifier').submit({ username: 'a\0da' });
    expect(at(flow, 'identifier').error).toMatchObject({ kind: 'input', field: 'username' });
  });
});

describe('sign-in with an authenticator app', () => {
  it('the TOTP step follows the password and accepts the right code after a wrong one', async () => {
    const { clock, flow, tokens, operations } = begin();
    await at(flow, 'identifier').submit(grace);
    expect(at(flow, 'totp').step).toMatchObject({ name: 'totp', username: 'grace' });
    await at(flow, 'totp').submit({ code: '000000' });
    expect(at(flow, 'totp').error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
    expect(tokens).toEqual([]);
    await at(flow, 'totp').submit({ code: totpCode(clock.now()) });
    at(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(operations()).toHaveLength(4);
  });

  it('fault 23 (expired challenge): an expired TOTP challenge leads to the identifier step with user name and reason', async () => {
    const { clock, flow } = begin();
    await at(flow, 'identifier').submit(grace);
    await clock.advance(4 * 60_000);
    await at(flow, 'totp').submit({ code: totpCode(clock.now()) });
    expect(at(flow, 'identifier')).toMatchObject({
      error: undefined,
      status: 'idle',
      step: { name: 'identifier', username: 'grace', reason: 'challengeExpired' },
    });
    await at(flow, 'identifier').submit(grace);
    await at(flow, 'totp').submit({ code: totpCode(clock.now()) });
    at(flow, 'signedIn');
  });

  it('going back leads to the password step, then to the identifier step', async () => {
    const { flow } = begin();
    expect(at(flow, 'identifier').back).toBeUndefined();
    await at(flow, 'identifier').submit({ username: 'grace' });
    await at(flow, 'password').submit({ password: grace.password });
    at(flow, 'totp').back!();
    at(flow, 'password').back!();
    expect(at(flow, 'identifier').step.username).toBe('grace');
  });
});

describe('sign-in with a temporary password', () => {
  it('the newPassword step refuses a weak password and sets the new one', async () => {
    const { flow } = begin();
    await at(flow, 'identifier').submit(linus);
    expect(at(flow, 'newPassword').step).toMatchObject({
      name: 'newPassword',
      username: 'linus',
      requiredAttributes: [],
      attributes: { email: 'linus@example.com' },
    });
    await at(flow, 'newPassword').submit({ newPassword: 'weak' });
    expect(at(flow, 'newPassword').error?.code).toBe('InvalidPasswordException');
    await at(flow, 'newPassword').submit({ newPassword: 'Chosen-myself-9' });
    at(flow, 'signedIn');
    flow.reset();
    await at(flow, 'identifier').submit({ username: 'linus', password: 'Chosen-myself-9' });
    at(flow, 'signedIn');
  });
});

describe('sign-in before the sign-up is confirmed', () => {
  const pool = { unconfirmedWithWrongPassword: 'UserNotConfirmedException' } as const;

  it('the confirmSignUp step resends a code, confirms the user and signs in', async () => {
    const { aws, flow, operations, tokens } = begin({ users: unconfirmed });
    await at(flow, 'identifier').submit(mary);
    expect(at(flow, 'confirmSignUp').step).toEqual({ name: 'confirmSignUp', username: 'mary' });
    await at(flow, 'confirmSignUp').resend!();
    expect(at(flow, 'confirmSignUp').step.delivery).toMatchObject({ medium: 'EMAIL' });
    await at(flow, 'confirmSignUp').submit({ code: '000000' });
    expect(at(flow, 'confirmSignUp').error?.code).toBe('CodeMismatchException');
    await at(flow, 'confirmSignUp').submit({ code: await aws.outbox.code('mary@example.com') });
    at(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(operations().slice(-3)).toEqual(['ConfirmSignUp', 'InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('the confirmSignUp step continues if the reply to the confirmation was lost', async () => {
    const { aws, flow, next } = begin({ users: unconfirmed });
    await at(flow, 'identifier').submit(mary);
    await at(flow, 'confirmSignUp').resend!();
    const code = await aws.outbox.code('mary@example.com');
    next('ConfirmSignUp', async (pass) => {
      await pass();
      throw new TypeError('Failed to fetch');
    });
    await at(flow, 'confirmSignUp').submit({ code });
    expect(at(flow, 'confirmSignUp').error).toMatchObject({ kind: 'network', code: 'NetworkError' });
    await at(flow, 'confirmSignUp').submit({ code });
    at(flow, 'signedIn');
  });

  it('a wrong password is refused after the confirmation, and the flow starts over', async () => {
    const { aws, flow } = begin({ users: unconfirmed, pool });
    await at(flow, 'identifier').submit({ ...mary, password: 'Wrong-river-4' });
    await at(flow, 'confirmSignUp').resend!();
    await at(flow, 'confirmSignUp').submit({ code: await aws.outbox.code('mary@example.com') });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'mary', reason: 'challengeExpired' });
    await at(flow, 'identifier').submit(mary);
    at(flow, 'signedIn');
  });
});

describe('sign-in when a new password is required', () => {
  it('the resetPassword step sets a new password and signs in', async () => {
    const { aws, flow, next } = begin();
    next('InitiateAuth', async () =>
      refusal('PasswordResetRequiredException', 'Password reset required for the user'),
    );
    await at(flow, 'identifier').submit(ada);
    await at(flow, 'resetPassword').resend!();
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'resetPassword').submit({ code, newPassword: 'Better-horse-9' });
    at(flow, 'signedIn');
  });
});

describe('a reset during the sign-in whose reply was lost', () => {
  const newPassword = 'Better-horse-9';
  /** Starts a reset that an administrator asked for, and stops at the step for its code. */
  async function asked() {
    const theatre = begin();
    const { aws, flow } = theatre;
    const { userPoolId: UserPoolId } = aws.config;
    const input = { UserPoolId, Username: 'ada' };
    await sendAdmin(theatre, await signAdmin(theatre, 'AdminResetUserPassword', input));
    await flow.start(ada);
    at(flow, 'resetPassword');
    return { ...theatre, code: await aws.outbox.code('ada@example.com') };
  }
  /** Lets the service handle the request, then fails as a broken connection. */
  const lost = async (pass: () => Promise<Response>): Promise<Response> => {
    await pass();
    throw new TypeError('Failed to fetch');
  };

  it.each(['InitiateAuth', 'RespondToAuthChallenge', 'ConfirmForgotPassword'])(
    'the next attempt signs in although the code is used up (lost reply: %s)',
    async (operation) => {
      const { code, flow, next, tokens } = await asked();
      next(operation, lost);
      await at(flow, 'resetPassword').submit({ code, newPassword });
      expect(at(flow, 'resetPassword').error?.kind).toBe('network');
      await at(flow, 'resetPassword').submit({ code, newPassword });
      at(flow, 'signedIn');
      expect(tokens).toHaveLength(1);
    },
  );

  it('a wrong code stays an error in each attempt, and the right one signs in', async () => {
    const { code, flow, next, tokens } = await asked();
    const wrong = code === '000000' ? '000001' : '000000';
    next('ConfirmForgotPassword', lost);
    for (const kind of ['network', 'rejected', 'rejected']) {
      await at(flow, 'resetPassword').submit({ code: wrong, newPassword });
      expect(at(flow, 'resetPassword').error?.kind).toBe(kind);
    }
    expect(at(flow, 'resetPassword').error?.code).toBe('CodeMismatchException');
    expect(tokens).toEqual([]);
    await at(flow, 'resetPassword').submit({ code, newPassword });
    at(flow, 'signedIn');
  });

  it('no password is sent after a refused code', async () => {
    const { code, flow, operations } = await asked();
    const before = operations().length;
    const wrong = code === '000000' ? '000001' : '000000';
    // The empty password is refused before sending, so no reply can have been lost.
    await at(flow, 'resetPassword').submit({ code: wrong, newPassword: '' });
    await at(flow, 'resetPassword').submit({ code: wrong, newPassword });
    await at(flow, 'resetPassword').submit({ code: wrong, newPassword });
    expect(operations().slice(before)).toEqual(['ConfirmForgotPassword', 'ConfirmForgotPassword']);
  });

  it('a password that the reset did not set is refused', async () => {
    const { code, flow, next, tokens } = await asked();
    next('InitiateAuth', lost);
    await at(flow, 'resetPassword').submit({ code, newPassword });
    await at(flow, 'resetPassword').submit({ code, newPassword: 'Another-horse-9' });
    expect(at(flow, 'resetPassword').error?.kind).toBe('rejected');
    expect(tokens).toEqual([]);
    await at(flow, 'resetPassword').submit({ code, newPassword });
    at(flow, 'signedIn');
  });
});

describe('sign-in with an unknown challenge', () => {
  it.each(['BRAND_NEW_CHALLENGE', 'constructor', '__proto__'])(
    'fault 44 (unknown challenge): %s is an error, and nothing is stored',
    async (ChallengeName) => {
      const { flow, next, tokens } = begin();
      next('RespondToAuthChallenge', async () => Response.json({ ChallengeName, Session: 's3cret' }));
      await at(flow, 'identifier').submit(ada);
      const { error } = at(flow, 'identifier');
      expect(error).toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
      expect(shown(error)).not.toContain('s3cret');
      expect(tokens).toEqual([]);
    },
  );

  it('fault 44 (unusable reply): an incomplete reply stores nothing', async () => {
    const { flow, next, tokens } = begin();
    next('RespondToAuthChallenge', async () => Response.json({ AuthenticationResult: { IdToken: 'x' } }));
    await at(flow, 'identifier').submit(ada);
    expect(at(flow, 'identifier').error?.code).toBe('InvalidResponse');
    expect(tokens).toEqual([]);
  });
});

describe('concurrent sign-ins', () => {
  it('fault 31 (two sign-ins): of two sign-ins in one flow the newer one continues', async () => {
    const { flow, tokens } = begin();
    const older = flow.start(ada);
    const newer = flow.start(grace);
    await Promise.all([older, newer]);
    expect(at(flow, 'totp').step.username).toBe('grace');
    expect(tokens).toEqual([]);
  });

  it('fault 31 (two sign-ins): a reply that arrives after back() signs in no user', async () => {
    const { flow, next, sent, tokens } = begin();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    next('RespondToAuthChallenge', async (pass) => {
      // The transport ignores its abort signal, so the reply arrives.
      const reply = pass();
      await held;
      return reply;
    });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const running = at(flow, 'password').submit({ password: ada.password });
    await until(() => sent.length === 2);
    at(flow, 'password').back!();
    release();
    await running;
    expect(at(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(tokens).toEqual([]);
  });

  it('a double click sends one request, and a step that was left sends none', async () => {
    const { flow, operations } = begin();
    const first = at(flow, 'identifier');
    await Promise.all([first.submit(ada), first.submit(ada)]);
    await first.submit(ada);
    expect(operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    at(flow, 'signedIn');
  });

  it('reset() aborts the request and starts over', async () => {
    const { flow, next, sent } = begin();
    next('InitiateAuth', () => new Promise(() => {}));
    const running = at(flow, 'identifier').submit(ada);
    await until(() => sent.length === 1);
    flow.reset();
    await running;
    expect(at(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(sent[0]?.init.signal?.aborted).toBe(true);
  });
});

describe('the requests of the sign-in flow', () => {
  it('fault 5 (timeout): a request without a reply is given up after 8 seconds, and the form is usable again', async () => {
    const { clock, flow, next, sent, timers } = begin();
    next('InitiateAuth', () => new Promise(() => {}));
    const running = at(flow, 'identifier').submit(ada);
    await until(() => sent.length === 1);
    await clock.advance(7_999);
    expect(at(flow, 'identifier').status).toBe('pending');
    await clock.advance(1);
    await running;
    expect(at(flow, 'identifier')).toMatchObject({
      status: 'idle',
      error: { kind: 'timeout', code: 'Timeout' },
    });
    expect(timers()).toBe(0);
    await at(flow, 'identifier').submit(ada);
    at(flow, 'signedIn');
  });

  it('each request has the same two headers and sets no cache mode', async () => {
    const { flow, sent } = begin();
    await at(flow, 'identifier').submit(ada);
    expect(sent.map(({ init }) => Object.keys(init.headers!).toSorted())).toEqual([
      ['content-type', 'x-amz-target'],
      ['content-type', 'x-amz-target'],
    ]);
    expect(sent.some(({ init }) => 'cache' in init || 'credentials' in init)).toBe(false);
  });

  it('no timer remains after a sign-in', async () => {
    const { flow, timers } = begin();
    await at(flow, 'identifier').submit(ada);
    expect(timers()).toBe(0);
  });
});

describe('secrets of the sign-in flow', () => {
  it('fault 87 (secrets in logs): no state and no error contains a secret', async () => {
    const { clock, flow, states, sent } = begin();
    await at(flow, 'identifier').submit({ ...grace, password: 'Canary-wrong-7' });
    await at(flow, 'identifier').submit(grace);
    const session = (sent.at(-1)!.body['Session'] as string | undefined) ?? 'no session';
    await at(flow, 'totp').submit({ code: '918273' });
    const totpSession = sent.at(-1)!.body['Session'] as string;
    await at(flow, 'totp').submit({ code: totpCode(clock.now()) });
    at(flow, 'signedIn');
    const all = states.map(shown).join('\n');
    expect(totpSession.length).toBeGreaterThan(20);
    for (const secret of ['Canary-wrong-7', grace.password, '918273', session, totpSession]) {
      expect(all).not.toContain(secret);
    }
  });
});
