/**
 * Proves that passkeys are registered, listed, used for a sign-in and deleted, with an authenticator that is
 * independent of this repository.
 */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import {
  deletePasskey,
  getAuthFactors,
  listPasskeys,
  registerPasskey,
  setMfaPreference,
} from '../../src/account/account.ts';
import { offerPasskeys } from '../../src/sign-in/flows/passkey-autofill.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import type { Passkeys } from '../../src/lib/platform.ts';
import { createPasskey, getPasskey } from '../../src/sign-in/engine/webauthn.ts';
import { createBrowser } from '../support/browser.ts';
import {
  emulatedPasskeys,
  emulatedPasskeysWithoutJson,
  failingPasskeys,
  pendingPasskeys,
} from '../support/passkeys.ts';
import { atStep } from '../support/flow-states.ts';
import { printDeep } from '../support/print-deep.ts';
import { until } from '../support/fake-clock.ts';
import { webAuthn } from '../support/pool-options.ts';
import { ada, TOTP_SECRET, userNamed } from '../support/users.ts';

function openOnPasskeyPool(options: LocalAwsOptions = {}) {
  const browser = createBrowser({
    users: [ada, userNamed('grace')],
    ...options,
    pool: { firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'], webAuthn, ...options.pool },
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
  });
  const passkeys = emulatedPasskeys();
  const open = (pagePasskeys: Passkeys = passkeys) => browser.open({ passkeys: pagePasskeys });
  const flowOf = (page: Cognito, more: SignInFlowOptions = {}) =>
    createSignInFlow(page, { authFlow: 'USER_AUTH', ...more });
  /** Opens a page on which ada has registered a passkey and signed out. */
  const openWithPasskey = async () => {
    const page = open();
    await browser.signIn(page);
    await registerPasskey(page);
    await page.signOut();
    browser.sent.length = 0;
    return page;
  };
  const signIn = (page: Cognito) => browser.signIn(page);
  return { ...browser, signIn, passkeys, open, flowOf, openWithPasskey };
}

describe('the passkeys of a user', () => {
  it('a passkey is registered, listed, used for a sign-in in two requests, and deleted', async () => {
    const { open, signIn, flowOf, sent } = openOnPasskeyPool();
    const page = open();
    await signIn(page);
    expect(await listPasskeys(page)).toEqual([]);
    await registerPasskey(page);
    const [passkey, ...rest] = await listPasskeys(page);
    expect(rest).toEqual([]);
    expect(passkey).toMatchObject({
      id: expect.stringMatching(/^[\w-]+$/) as string,
      relyingPartyId: 'localhost',
    });
    expect(passkey?.createdAt).toBeInstanceOf(Date);
    expect((await getAuthFactors(page)).first).toContain('WEB_AUTHN');
    await page.signOut();

    sent.length = 0;
    const flow = flowOf(page, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'passkey').submit({});
    atStep(flow, 'signedIn');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);

    await deletePasskey(page, passkey!.id);
    expect(await listPasskeys(page)).toEqual([]);
    await page.signOut();
    const again = flowOf(page);
    await atStep(again, 'identifier').submit({ username: 'ada' });
    expect(atStep(again, 'selectFactor').step.factors).not.toContain('passkey');
  });

  it('a passkey is offered among the first factors, and the app may run the ceremony itself', async () => {
    const { openWithPasskey, flowOf, passkeys } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const flow = flowOf(page);
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'selectFactor').submit({ factor: 'passkey' });
    const { options } = atStep(flow, 'passkey').step;
    const credential = await getPasskey({ platform: { ...page.userPool.platform, passkeys } }, options);
    await atStep(flow, 'passkey').submit({ credential });
    atStep(flow, 'signedIn');
  });

  it('a credential of another challenge is refused', async () => {
    const { openWithPasskey, flowOf, passkeys } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const pool = { platform: { ...page.userPool.platform, passkeys } };
    const earlier = flowOf(page, { preferred: 'passkey' });
    await atStep(earlier, 'identifier').submit({ username: 'ada' });
    const stale = await getPasskey(pool, atStep(earlier, 'passkey').step.options);
    const flow = flowOf(page, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'passkey').submit({ credential: stale });
    expect(flow.getSnapshot().name).not.toBe('signedIn');
    expect(page.getSession().status).toBe('signedOut');
  });

  it('a passkey counts as two factors in a pool that requires user verification', async () => {
    const { open, signIn, flowOf, sent } = openOnPasskeyPool({
      users: [{ ...ada, totp: TOTP_SECRET, mfa: [] }],
      pool: {
        mfa: 'OPTIONAL',
        mfaMethods: ['SOFTWARE_TOKEN_MFA'],
        webAuthn: {
          ...webAuthn,
          userVerification: 'required',
          factor: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
        },
      },
    });
    const page = open();
    await signIn(page);
    await registerPasskey(page);
    await setMfaPreference(page, { totp: 'preferred', passkey: 'enabled' });
    await page.signOut();
    sent.length = 0;
    const flow = flowOf(page, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'passkey').submit({});
    atStep(flow, 'signedIn');
    const { amr } = decodeJwt((await page.getTokens())!.accessToken)!;
    if (amr !== undefined) expect(amr).toContain('mfa');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('registerPasskey fails with WebAuthnNotEnabledException in a pool without passkeys', async () => {
    const browser = createBrowser({ users: [ada] });
    const page = browser.open({ passkeys: emulatedPasskeys() });
    await browser.signIn(page);
    await expect(registerPasskey(page)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'WebAuthnNotEnabledException',
    });
  });
});

describe('fault 63 (passkey ceremony): a ceremony without a result', () => {
  const domError = (name: string) => new DOMException('as browsers word it', name);

  it('fault 63 (passkey ceremony): a cancelled ceremony keeps the step, and the next one signs in', async () => {
    const { openWithPasskey, open, flowOf } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const { passkeys, ceremonies } = pendingPasskeys(page.userPool.platform.passkeys!);
    const other = open(passkeys);
    const flow = flowOf(other, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const cancelled = atStep(flow, 'passkey').submit({});
    await until(() => ceremonies.length === 1);
    ceremonies[0]!.reject(domError('NotAllowedError'));
    await cancelled;
    expect(atStep(flow, 'passkey')).toMatchObject({
      status: 'idle',
      error: { kind: 'aborted', code: 'PasskeyCancelled' },
    });
    const next = atStep(flow, 'passkey').submit({});
    await until(() => ceremonies.length === 2);
    await ceremonies[1]!.resolve();
    await next;
    atStep(flow, 'signedIn');
  });

  it('fault 63 (passkey ceremony): NotAllowedError after the time-out is reported as PasskeyTimeout', async () => {
    const { openWithPasskey, open, flowOf, clock } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const { passkeys, ceremonies, requested } = pendingPasskeys(page.userPool.platform.passkeys!);
    const flow = flowOf(open(passkeys), { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const running = atStep(flow, 'passkey').submit({});
    await until(() => ceremonies.length === 1);
    const { timeout } = requested[0]!.publicKey as { timeout: number };
    expect(timeout).toBeGreaterThan(25_000);
    await clock.advance(timeout);
    // The user takes part in the ceremony, so the 25 seconds of other steps do not apply.
    expect(atStep(flow, 'passkey').status).toBe('pending');
    ceremonies[0]!.reject(domError('NotAllowedError'));
    await running;
    expect(atStep(flow, 'passkey').error).toMatchObject({ kind: 'aborted', code: 'PasskeyTimeout' });
  });

  it('fault 63 (passkey ceremony): a ceremony without an answer ends after ten minutes', async () => {
    const { openWithPasskey, open, flowOf, clock } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const flow = flowOf(
      open({
        ...page.userPool.platform.passkeys!,
        container: { ...page.userPool.platform.passkeys!.container!, get: () => new Promise(() => {}) },
      }),
      { preferred: 'passkey' },
    );
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const running = atStep(flow, 'passkey').submit({});
    await clock.advance(599_999);
    expect(atStep(flow, 'passkey').status).toBe('pending');
    await clock.advance(1);
    await running;
    expect(atStep(flow, 'passkey').error).toMatchObject({ kind: 'timeout', code: 'Timeout' });
  });

  it('fault 63 (passkey ceremony): a second ceremony ends the first one', async () => {
    const { open } = openOnPasskeyPool();
    const { passkeys, ceremonies, requested } = pendingPasskeys(emulatedPasskeys());
    const pool = open(passkeys).userPool;
    const first = getPasskey(pool, '{"challenge":"AAAA"}').catch((error: unknown) => error);
    await until(() => requested.length === 1);
    const second = getPasskey(pool, '{"challenge":"BBBB"}').catch((error: unknown) => error);
    expect(await first).toMatchObject({ kind: 'aborted', code: 'PasskeyCancelled' });
    expect(requested.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    ceremonies[1]!.reject(domError('NotAllowedError'));
    expect(await second).toMatchObject({ code: 'PasskeyCancelled' });
  });

  it('fault 63 (passkey ceremony): a double click starts one ceremony', async () => {
    const { openWithPasskey, open, flowOf } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const { passkeys, ceremonies, requested } = pendingPasskeys(page.userPool.platform.passkeys!);
    const flow = flowOf(open(passkeys), { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const state = atStep(flow, 'passkey');
    const clicks = [state.submit({}), state.submit({})];
    await until(() => ceremonies.length === 1);
    await ceremonies[0]!.resolve();
    await Promise.all(clicks);
    expect(requested).toHaveLength(1);
    atStep(flow, 'signedIn');
  });

  it('fault 63 (passkey ceremony): going back aborts the ceremony and signs in no user', async () => {
    const { openWithPasskey, open, flowOf } = openOnPasskeyPool();
    const page = await openWithPasskey();
    const { passkeys, ceremonies, requested } = pendingPasskeys(page.userPool.platform.passkeys!);
    const other = open(passkeys);
    const flow = flowOf(other, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const running = atStep(flow, 'passkey').submit({});
    await until(() => ceremonies.length === 1);
    atStep(flow, 'passkey').back!();
    await running;
    expect(requested[0]?.signal?.aborted).toBe(true);
    expect(atStep(flow, 'identifier').error).toBeUndefined();
    expect(other.getSession().status).toBe('signedOut');
  });

  it.each([
    ['NotAllowedError', 'aborted', 'PasskeyCancelled'],
    ['AbortError', 'aborted', 'PasskeyCancelled'],
    ['TimeoutError', 'aborted', 'PasskeyTimeout'],
    ['InvalidStateError', 'rejected', 'PasskeyExists'],
    ['SecurityError', 'config', 'PasskeyFailed'],
    ['NotSupportedError', 'config', 'PasskeyFailed'],
  ])(
    'fault 63 (passkey ceremony): %s during a registration is reported as %s: %s',
    async (name, kind, code) => {
      const { open, signIn, sent } = openOnPasskeyPool();
      const error = domError(name);
      const page = open(failingPasskeys(error));
      await signIn(page);
      await expect(registerPasskey(page)).rejects.toMatchObject({ kind, code, cause: error });
      expect(sent).not.toContain('CompleteWebAuthnRegistration');
      expect(await listPasskeys(page)).toEqual([]);
    },
  );

  it('fault 63 (passkey ceremony): an abort by the app is PasskeyCancelled, whatever its reason', async () => {
    const { open } = openOnPasskeyPool();
    const { passkeys } = pendingPasskeys(emulatedPasskeys());
    const app = new AbortController();
    const ceremony = getPasskey(open(passkeys).userPool, '{"challenge":"AAAA"}', { signal: app.signal });
    app.abort(new RangeError('the page went away'));
    await expect(ceremony).rejects.toMatchObject({ kind: 'aborted', code: 'PasskeyCancelled' });
  });

  it('fault 63 (passkey ceremony): a browser without passkeys is PasskeysUnsupported, an empty result is PasskeyCancelled', async () => {
    const { openWithPasskey, open, flowOf } = openOnPasskeyPool();
    await openWithPasskey();
    const none = { container: undefined, PublicKey: undefined };
    const flow = flowOf(open(none), { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'passkey').submit({});
    expect(atStep(flow, 'passkey').error).toMatchObject({ kind: 'config', code: 'PasskeysUnsupported' });
    const empty = { ...emulatedPasskeys(), container: { get: async () => null, create: async () => null } };
    await expect(createPasskey(open(empty).userPool, {})).rejects.toMatchObject({ code: 'PasskeyCancelled' });
  });

  it.each(['', 'no json', '[]', 'null'])(
    'fault 63 (passkey ceremony): malformed options %j of the service are PasskeyFailed',
    async (options) => {
      const { open } = openOnPasskeyPool();
      const bare = { ...emulatedPasskeys(), PublicKey: {} };
      const refusing = { ...bare, container: failingPasskeys(new TypeError('no challenge')).container };
      await expect(getPasskey(open(refusing).userPool, options)).rejects.toMatchObject({
        code: 'PasskeyFailed',
      });
    },
  );

  it('fault 87 (secrets in logs): a passkey error contains neither challenge nor credential', async () => {
    const { open } = openOnPasskeyPool();
    const options = JSON.stringify({ challenge: 'Y2FuYXJ5LWNoYWxsZW5nZQ' });
    const page = open(failingPasskeys(domError('SecurityError')));
    const error = await getPasskey(page.userPool, options).catch((problem: unknown) => problem);
    expect(printDeep(error)).not.toContain('Y2FuYXJ5');
  });
});

describe('a browser without JSON methods for passkeys', () => {
  it('a passkey is registered and used for a sign-in', async () => {
    const { open, signIn, flowOf } = openOnPasskeyPool();
    const page = open(emulatedPasskeysWithoutJson());
    await signIn(page);
    await registerPasskey(page);
    expect(await listPasskeys(page)).toHaveLength(1);
    // The second registration passes the ids of present passkeys as bytes. The emulator reports them as a
    // cancel.
    await expect(registerPasskey(page)).rejects.toHaveProperty(
      'code',
      expect.stringMatching(/^Passkey(Exists|Cancelled)$/),
    );
    await page.signOut();
    const flow = flowOf(page, { preferred: 'passkey' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'passkey').submit({});
    atStep(flow, 'signedIn');
  });
});

describe("passkeys in the browser's autofill", () => {
  async function offerInAutofill() {
    const setup = openOnPasskeyPool();
    const page = await setup.openWithPasskey();
    const ceremonies = pendingPasskeys(page.userPool.platform.passkeys!);
    const other = setup.open(ceremonies.passkeys);
    const flow = createSignInFlow(other, { username: 'ada' });
    const offer = offerPasskeys(other, flow, { username: 'ada' });
    return { ...setup, ...ceremonies, page: other, flow, offer };
  }

  it('offerPasskeys shows no dialog, and signs in when the user picks a passkey', async () => {
    const { requested, ceremonies, flow, offer, page, sent } = await offerInAutofill();
    await until(() => requested.length === 1);
    expect(requested[0]).toMatchObject({ mediation: 'conditional' });
    expect(atStep(flow, 'identifier').status).toBe('idle');
    await ceremonies[0]!.resolve();
    expect(await offer).toBe(true);
    atStep(flow, 'signedIn');
    expect(page.getSession().status).toBe('signedIn');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('offerPasskeys withdraws the offer as soon as the user answers another way', async () => {
    const { requested, flow, offer } = await offerInAutofill();
    await until(() => requested.length === 1);
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    expect(await offer).toBe(false);
    expect(requested[0]?.signal?.aborted).toBe(true);
    await atStep(flow, 'password').submit({ password: ada.password });
    atStep(flow, 'signedIn');
  });

  it('offerPasskeys starts no ceremony if the user has already signed in', async () => {
    const { requested, flow, offer } = await offerInAutofill();
    await atStep(flow, 'identifier').submit({ username: 'ada', password: ada.password });
    atStep(flow, 'signedIn');
    expect(await offer).toBe(false);
    expect(requested.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('offerPasskeys ends with the signal of the form', async () => {
    const setup = openOnPasskeyPool();
    const page = await setup.openWithPasskey();
    const { requested, passkeys } = pendingPasskeys(page.userPool.platform.passkeys!);
    const other = setup.open(passkeys);
    const form = new AbortController();
    const flow = createSignInFlow(other);
    const offer = offerPasskeys(other, flow, { username: 'ada', signal: form.signal });
    await until(() => requested.length === 1);
    form.abort();
    expect(await offer).toBe(false);
    expect(atStep(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
  });

  it('offerPasskeys gives way to a ceremony that the user started', async () => {
    const { requested, ceremonies, offer, page, flowOf } = await offerInAutofill();
    await until(() => requested.length === 1);
    const modal = flowOf(page, { preferred: 'passkey' });
    await atStep(modal, 'identifier').submit({ username: 'ada' });
    const running = atStep(modal, 'passkey').submit({});
    await until(() => requested.length === 2);
    expect(await offer).toBe(false);
    await ceremonies[1]!.resolve();
    await running;
    atStep(modal, 'signedIn');
  });

  it('offerPasskeys sends nothing in a browser without autofill, and starts no ceremony for a user without passkeys', async () => {
    const { open, sent } = openOnPasskeyPool();
    const plain = open();
    expect(await offerPasskeys(plain, createSignInFlow(plain), { username: 'ada' })).toBe(false);
    expect(sent).toEqual([]);
    const { passkeys, requested } = pendingPasskeys(emulatedPasskeys());
    const page = open(passkeys);
    const flow = createSignInFlow(page);
    expect(await offerPasskeys(page, flow, { username: 'ada' })).toBe(false);
    expect(requested).toEqual([]);
    expect(atStep(flow, 'identifier').error).toBeUndefined();
  });
});
