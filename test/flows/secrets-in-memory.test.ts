/** Proves fault 86 by the heap: after an answer, V8 can no longer reach the secret. */
import { getHeapSnapshot } from 'node:v8';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createResetPasswordFlow } from '../../src/sign-in/flows/reset-password.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createSignUpFlow } from '../../src/sign-in/flows/sign-up.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../../src/account/mfa.ts';
import { at, createTheatre, refusal } from '../support/user-pool.ts';

/** Returns a text from its reverse, so that this file's own source does not contain the secret. */
const secret = (backwards: string) => Array.from(backwards).toReversed().join('');

/** Counts texts in the heap. Taking a snapshot collects garbage first. */
async function countInHeap(...backwards: string[]): Promise<number[]> {
  const counts = backwards.map(() => 0);
  let rest = '';
  for await (const chunk of getHeapSnapshot()) {
    const text = rest + (chunk as Buffer).toString('latin1');
    backwards.forEach((one, index) => (counts[index]! += text.split(secret(one)).length - 1));
    // No searched text is longer, so none is cut in two.
    rest = text.slice(1 - Math.min(...backwards.map((one) => one.length)));
  }
  return counts;
}
const inHeap = async (backwards: string) => (await countInHeap(backwards))[0];

// The test pool stores every request with its secrets, so the list is emptied after each reply.
function begin(options?: Parameters<typeof createTheatre>[0]) {
  const theatre = createTheatre(options);
  const { fetch } = theatre.userPool.platform;
  theatre.userPool.platform.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    theatre.sent.length = 0;
    return reply;
  };
  return theatre;
}

describe('fault 86 (secrets in memory)', { timeout: 60_000 }, () => {
  it('fault 86 (secrets in memory): a secret that a variable holds is counted', async () => {
    const held = { password: secret('1-dleH-yranaC') };
    expect(await inHeap('1-dleH-yranaC')).toBeGreaterThan(0);
    expect(held.password).toHaveLength(13);
  });

  it('fault 86 (secrets in memory): a wrong password is unreachable afterwards', async () => {
    const { host } = begin();
    const flow = createSignInFlow(host);
    flow.subscribe(() => {});
    await at(flow, 'identifier').submit({ username: 'ada', password: secret('2-gnorW-yranaC') });
    expect(at(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    expect(await inHeap('2-gnorW-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): a password is unreachable after a sign-up, at the TOTP step and after the sign-in', async () => {
    const { aws, clock, host, userPool, tokens } = begin();
    const signUp = createSignUpFlow(host);
    const attributes = { email: 'mary@example.com' };
    await at(signUp, 'details').submit({ username: 'mary', password: secret('3-pU-yranaC'), attributes });
    await at(signUp, 'confirm').submit({ code: await aws.outbox.code(attributes.email) });
    at(signUp, 'done');
    expect(await inHeap('3-pU-yranaC')).toBe(0);

    const signIn = createSignInFlow(host);
    signIn.subscribe(() => {});
    await at(signIn, 'identifier').submit({ username: 'mary', password: secret('3-pU-yranaC') });
    at(signIn, 'signedIn');
    const { accessToken } = tokens[0]!;
    const { uri } = await setUpTotp(userPool, accessToken, { issuer: 'Kit', account: 'mary' });
    const app = URI.parse(uri);
    const code = () => (app as TOTP).generate({ timestamp: clock.now() });
    await verifyTotp(userPool, accessToken, { code: code() });
    await setMfaPreference(userPool, accessToken, { totp: 'preferred' });

    await signIn.start({ username: 'mary', password: secret('3-pU-yranaC') });
    at(signIn, 'totp');
    expect(await inHeap('3-pU-yranaC')).toBe(0);
    await clock.advance(30_000);
    await at(signIn, 'totp').submit({ code: code() });
    at(signIn, 'signedIn');
    expect(await inHeap('3-pU-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): a new password is unreachable after a reset', async () => {
    const { aws, host } = begin();
    const flow = createResetPasswordFlow(host, { username: 'ada' });
    await at(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'confirm').submit({ code, newPassword: secret('4-teseR-yranaC') });
    at(flow, 'done');
    expect(await inHeap('4-teseR-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): passwords are unreachable while a factor is asked for, and after it', async () => {
    const email = 'lovelace@example.com';
    const { aws, host, tokens } = begin({
      users: [{ username: 'lovelace', email, password: secret('5-tsriF-yranaC'), mfa: ['EMAIL_OTP'] }],
      pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'], mfa: 'OPTIONAL', mfaMethods: ['EMAIL_OTP'] },
      client: { authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
    // How often the local AWS itself contains the password.
    const kept = await inHeap('5-tsriF-yranaC');
    for (const authFlow of ['USER_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const flow = createSignInFlow(host, { authFlow });
      flow.subscribe(() => {});
      await at(flow, 'identifier').submit({ username: 'lovelace' });
      if (authFlow === 'USER_AUTH') await at(flow, 'selectFactor').submit({ factor: 'password' });
      await at(flow, 'password').submit({ password: secret('6-gnorW-yranaC') });
      at(flow, 'password');
      await at(flow, 'password').submit({ password: secret('5-tsriF-yranaC') });
      at(flow, 'emailCode');
      const held = await countInHeap('6-gnorW-yranaC', '5-tsriF-yranaC');
      expect([authFlow, ...held]).toEqual([authFlow, 0, kept]);
      await at(flow, 'emailCode').submit({ code: await aws.outbox.code(email) });
      at(flow, 'signedIn');
    }
    expect(tokens).toHaveLength(2);
  });

  it('fault 86 (secrets in memory): passwords are unreachable after newPassword and resetPassword', async () => {
    const { aws, host, next } = begin();
    const flow = createSignInFlow(host);
    flow.subscribe(() => {});
    await flow.start({ username: 'linus', password: 'Temporary-pass-3' });
    await at(flow, 'newPassword').submit({ newPassword: secret('7-weN-yranaC') });
    at(flow, 'signedIn');
    next('InitiateAuth', async () => refusal('PasswordResetRequiredException'));
    await flow.start({ username: 'ada', password: secret('8-dlO-yranaC') });
    at(flow, 'resetPassword');
    expect(await countInHeap('7-weN-yranaC', '8-dlO-yranaC')).toEqual([0, 0]);
    await at(flow, 'resetPassword').resend!();
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'resetPassword').submit({ code, newPassword: secret('8-weN-yranaC') });
    at(flow, 'signedIn');
    expect(await inHeap('8-weN-yranaC')).toBe(0);
  });
});
