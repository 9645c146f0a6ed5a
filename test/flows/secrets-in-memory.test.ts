/** Fault 86 by the heap itself: what V8 can still reach after an answer does not include the secret. */
import { getHeapSnapshot } from 'node:v8';
import { URI, type TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createResetPasswordFlow } from '../../src/flows/reset-password.ts';
import { createSignInFlow } from '../../src/flows/sign-in.ts';
import { createSignUpFlow } from '../../src/flows/sign-up.ts';
import { setMfaPreference, setUpTotp, verifyTotp } from '../../src/user-pool/mfa.ts';
import { at, createTheatre } from '../support/theatre.ts';

/** Written backwards, so that this file's own source does not hold it. */
const secret = (backwards: string) => Array.from(backwards).toReversed().join('');

/** How often a text is in the heap, once what nobody holds has been collected. Taking a snapshot collects. */
async function inHeap(backwards: string): Promise<number> {
  let count = 0;
  let rest = '';
  for await (const chunk of getHeapSnapshot()) {
    const text = rest + (chunk as Buffer).toString('latin1');
    const wanted = secret(backwards);
    count += text.split(wanted).length - 1;
    rest = text.slice(1 - wanted.length);
  }
  return count;
}

// The transport of these tests keeps every request; that would be where secrets are found.
function begin() {
  const theatre = createTheatre();
  const { fetch } = theatre.userPool.world;
  theatre.userPool.world.fetch = async (input, init) => {
    const reply = await fetch(input, init);
    theatre.sent.length = 0;
    return reply;
  };
  return theatre;
}

describe('fault 86: a secret is unreachable', () => {
  it('is found by this test while somebody holds it', async () => {
    const held = { password: secret('1-dleH-yranaC') };
    expect(await inHeap('1-dleH-yranaC')).toBeGreaterThan(0);
    expect(held.password).toHaveLength(13);
  });

  it('after a wrong password', async () => {
    const { host } = begin();
    const flow = createSignInFlow(host);
    flow.subscribe(() => {});
    await at(flow, 'identifier').submit({ username: 'ada', password: secret('2-gnorW-yranaC') });
    expect(at(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    expect(await inHeap('2-gnorW-yranaC')).toBe(0);
  });

  it('after a sign-up, while sign-in asks for an app’s code, and once signed in', async () => {
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

  it('after a reset', async () => {
    const { aws, host } = begin();
    const flow = createResetPasswordFlow(host, { username: 'ada' });
    await at(flow, 'request').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    await at(flow, 'confirm').submit({ code, newPassword: secret('4-teseR-yranaC') });
    at(flow, 'done');
    expect(await inHeap('4-teseR-yranaC')).toBe(0);
  });
});
