/** Proves fault 86 by the heap: after an answer, V8 can no longer reach the secret. */
import { getHeapSnapshot } from 'node:v8';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createResetPasswordFlow } from '../../src/sign-in/flows/reset-password.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createSignUpFlow } from '../../src/sign-in/flows/sign-up.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../../src/account/mfa.ts';
import { atStep } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { errorReply } from '../support/network.ts';

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
function createForgetfulPool(options?: Parameters<typeof createTestUserPool>[0]) {
  const testPool = createTestUserPool(options);
  const { fetch } = testPool.userPool.platform;
  testPool.userPool.platform.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    testPool.forgetRequests();
    return reply;
  };
  return testPool;
}

describe('fault 86 (secrets in memory)', { timeout: 60_000 }, () => {
  it('fault 86 (secrets in memory): a secret that a variable holds is counted', async () => {
    const holder = { password: secret('1-dleH-yranaC') };
    expect(await inHeap('1-dleH-yranaC')).toBeGreaterThan(0);
    expect(holder.password).toHaveLength(13);
  });

  it('fault 86 (secrets in memory): a wrong password is unreachable afterwards', async () => {
    const { host } = createForgetfulPool();
    const flow = createSignInFlow(host);
    flow.subscribe(() => {});
    await atStep(flow, 'identifier').submit({ username: 'ada', password: secret('2-gnorW-yranaC') });
    expect(atStep(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    expect(await inHeap('2-gnorW-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): a password is unreachable after a sign-up, at the TOTP step and after the sign-in', async () => {
    const { aws, clock, host, userPool, tokens } = createForgetfulPool();
    const signUp = createSignUpFlow(host);
    const attributes = { email: 'mary@example.com' };
    await atStep(signUp, 'details').submit({ username: 'mary', password: secret('3-pU-yranaC'), attributes });
    await atStep(signUp, 'confirm').submit({ code: await aws.outbox.code(attributes.email) });
    atStep(signUp, 'done');
    expect(await inHeap('3-pU-yranaC')).toBe(0);

    const signIn = createSignInFlow(host);
    signIn.subscribe(() => {});
    await atStep(signIn, 'identifier').submit({ username: 'mary', password: secret('3-pU-yranaC') });
    atStep(signIn, 'signedIn');
    const { accessToken } = tokens[0]!;
    const { uri } = await setUpTotp(userPool, accessToken, { issuer: 'Kit', account: 'mary' });
    const app = URI.parse(uri);
    const code = () => (app as TOTP).generate({ timestamp: clock.now() });
    await verifyTotp(userPool, accessToken, { code: code() });
    await setMfaPreference(userPool, accessToken, { totp: 'preferred' });

    await signIn.start({ username: 'mary', password: secret('3-pU-yranaC') });
    atStep(signIn, 'totp');
    expect(await inHeap('3-pU-yranaC')).toBe(0);
    await clock.advance(30_000);
    await atStep(signIn, 'totp').submit({ code: code() });
    atStep(signIn, 'signedIn');
    expect(await inHeap('3-pU-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): a new password is unreachable after a reset', async () => {
    const { aws, host } = createForgetfulPool();
    const flow = createResetPasswordFlow(host, { username: 'ada' });
    await atStep(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'confirm').submit({ code, newPassword: secret('4-teseR-yranaC') });
    atStep(flow, 'done');
    expect(await inHeap('4-teseR-yranaC')).toBe(0);
  });

  it('fault 86 (secrets in memory): passwords are unreachable while a factor is asked for, and after it', async () => {
    const email = 'lovelace@example.com';
    const { aws, host, tokens } = createForgetfulPool({
      users: [{ username: 'lovelace', email, password: secret('5-tsriF-yranaC'), mfa: ['EMAIL_OTP'] }],
      pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'], mfa: 'OPTIONAL', mfaMethods: ['EMAIL_OTP'] },
      client: { authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
    });
    // How often the local AWS itself contains the password.
    const countInAws = await inHeap('5-tsriF-yranaC');
    for (const authFlow of ['USER_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      const flow = createSignInFlow(host, { authFlow });
      flow.subscribe(() => {});
      await atStep(flow, 'identifier').submit({ username: 'lovelace' });
      if (authFlow === 'USER_AUTH') await atStep(flow, 'selectFactor').submit({ factor: 'password' });
      await atStep(flow, 'password').submit({ password: secret('6-gnorW-yranaC') });
      atStep(flow, 'password');
      await atStep(flow, 'password').submit({ password: secret('5-tsriF-yranaC') });
      atStep(flow, 'emailCode');
      const counts = await countInHeap('6-gnorW-yranaC', '5-tsriF-yranaC');
      expect([authFlow, ...counts]).toEqual([authFlow, 0, countInAws]);
      await atStep(flow, 'emailCode').submit({ code: await aws.outbox.code(email) });
      atStep(flow, 'signedIn');
    }
    expect(tokens).toHaveLength(2);
  });

  it('fault 86 (secrets in memory): passwords are unreachable after newPassword and resetPassword', async () => {
    const { aws, host, interceptOnce } = createForgetfulPool();
    const flow = createSignInFlow(host);
    flow.subscribe(() => {});
    await flow.start({ username: 'linus', password: 'Temporary-pass-3' });
    await atStep(flow, 'newPassword').submit({ newPassword: secret('7-weN-yranaC') });
    atStep(flow, 'signedIn');
    interceptOnce('InitiateAuth', async () => errorReply('PasswordResetRequiredException'));
    await flow.start({ username: 'ada', password: secret('8-dlO-yranaC') });
    atStep(flow, 'resetPassword');
    expect(await countInHeap('7-weN-yranaC', '8-dlO-yranaC')).toEqual([0, 0]);
    await atStep(flow, 'resetPassword').resend!();
    const code = await aws.outbox.code('ada@example.com');
    await atStep(flow, 'resetPassword').submit({ code, newPassword: secret('8-weN-yranaC') });
    atStep(flow, 'signedIn');
    expect(await inHeap('8-weN-yranaC')).toBe(0);
  });
});
