/** Passkeys: made, listed, used and deleted, with an authenticator that nobody here wrote. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import {
  AuthenticatorEmulator,
  PasskeysCredentialsMemoryRepository,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
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
import { createBrowser } from '../support/page.ts';
import { emulatedPasskeys } from '../support/path-theatre.ts';
import { at, shown } from '../support/theatre.ts';

const ORIGIN = 'http://localhost:5173';
const PASSWORD = 'Correct-horse-1';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ada = { username: 'ada', email: 'ada@example.com', password: PASSWORD };
const webAuthn = {
  relyingPartyId: 'localhost',
  userVerification: 'preferred',
  factor: 'SINGLE_FACTOR',
} as const;

const emulator = () =>
  new WebAuthnEmulator(
    new AuthenticatorEmulator({ credentialsRepository: new PasskeysCredentialsMemoryRepository() }),
  );

function begin(options: LocalAwsOptions = {}) {
  const browser = createBrowser({
    users: [ada, { ...ada, username: 'grace', email: 'grace@example.com' }],
    ...options,
    pool: { firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP'], webAuthn, ...options.pool },
    client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
  });
  const passkeys = emulatedPasskeys();
  const open = (given: Passkeys = passkeys) => browser.open({ passkeys: given });
  const flowOf = (page: Cognito, more: SignInFlowOptions = {}) =>
    createSignInFlow(page, { authFlow: 'USER_AUTH', ...more });
  /** A page on which ada has made a passkey, and signed out. */
  const made = async () => {
    const page = open();
    await browser.signIn(page);
    await registerPasskey(page);
    await page.signOut();
    browser.sent.length = 0;
    return page;
  };
  const signIn = (page: Cognito) => browser.signIn(page);
  return { ...browser, signIn, passkeys, open, flowOf, made };
}

/** A ceremony that goes on until somebody ends it, as a browser's does. */
function waiting(passkeys: Passkeys) {
  const asked: CredentialRequestOptions[] = [];
  const settle: { resolve: () => Promise<void>; reject: (error: Error) => void }[] = [];
  const container: Passkeys['container'] = {
    ...passkeys.container!,
    get: (options) =>
      new Promise((resolve, reject) => {
        asked.push(options!);
        settle.push({
          resolve: async () => resolve(await passkeys.container!.get(options)),
          reject,
        });
        options?.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error));
      }),
  };
  const PublicKey = { ...passkeys.PublicKey, isConditionalMediationAvailable: async () => true };
  return { asked, settle, passkeys: { container, PublicKey } satisfies Passkeys };
}
async function until(met: () => boolean) {
  while (!met()) await new Promise(setImmediate);
}
const failing = (error: Error): Passkeys => {
  const fail = async () => {
    throw error;
  };
  return { ...emulatedPasskeys(), container: { get: fail, create: fail } };
};

describe('the passkeys of an account', () => {
  it('are made, listed, used for a sign-in in two requests, and deleted', async () => {
    const { open, signIn, flowOf, sent } = begin();
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
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'passkey').submit({});
    at(flow, 'signedIn');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);

    await deletePasskey(page, passkey!.id);
    expect(await listPasskeys(page)).toEqual([]);
    await page.signOut();
    const again = flowOf(page);
    await at(again, 'identifier').submit({ username: 'ada' });
    expect(at(again, 'selectFactor').step.factors).not.toContain('passkey');
  });

  it('come among the ways in, and the app may run the ceremony itself', async () => {
    const { made, flowOf, passkeys } = begin();
    const page = await made();
    const flow = flowOf(page);
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'selectFactor').submit({ factor: 'passkey' });
    const { options } = at(flow, 'passkey').step;
    const credential = await getPasskey({ platform: { ...page.userPool.platform, passkeys } }, options);
    await at(flow, 'passkey').submit({ credential });
    at(flow, 'signedIn');
  });

  it('are nobody else’s: a credential of another challenge or user signs nobody in', async () => {
    const { made, flowOf, passkeys } = begin();
    const page = await made();
    const pool = { platform: { ...page.userPool.platform, passkeys } };
    const earlier = flowOf(page, { preferred: 'passkey' });
    await at(earlier, 'identifier').submit({ username: 'ada' });
    const stale = await getPasskey(pool, at(earlier, 'passkey').step.options);
    const flow = flowOf(page, { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'passkey').submit({ credential: stale });
    expect(flow.getSnapshot().name).not.toBe('signedIn');
    expect(page.getSession().status).toBe('signedOut');
  });

  it('stand for two factors where the pool says so and the user has another one', async () => {
    const { open, signIn, flowOf, sent } = begin({
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
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'passkey').submit({});
    at(flow, 'signedIn');
    const { amr } = decodeJwt((await page.getTokens())!.accessToken)!;
    if (amr !== undefined) expect(amr).toContain('mfa');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('are refused with a name of its own where the pool has none', async () => {
    const browser = createBrowser({ users: [ada] });
    const page = browser.open({ passkeys: emulatedPasskeys() });
    await browser.signIn(page);
    await expect(registerPasskey(page)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'WebAuthnNotEnabledException',
    });
  });
});

describe('fault 63: a ceremony that comes to nothing', () => {
  const domError = (name: string) => new DOMException('as browsers word it', name);

  it('leaves the step as it was when the person cancels, and the next one signs in', async () => {
    const { made, open, flowOf } = begin();
    const page = await made();
    const { passkeys, settle } = waiting(page.userPool.platform.passkeys!);
    const other = open(passkeys);
    const flow = flowOf(other, { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const cancelled = at(flow, 'passkey').submit({});
    await until(() => settle.length === 1);
    settle[0]!.reject(domError('NotAllowedError'));
    await cancelled;
    expect(at(flow, 'passkey')).toMatchObject({
      status: 'idle',
      error: { kind: 'aborted', code: 'PasskeyCancelled' },
    });
    const next = at(flow, 'passkey').submit({});
    await until(() => settle.length === 2);
    await settle[1]!.resolve();
    await next;
    at(flow, 'signedIn');
  });

  it('tells a time-out, which the browser words alike, by the time that it took', async () => {
    const { made, open, flowOf, clock } = begin();
    const page = await made();
    const { passkeys, settle, asked } = waiting(page.userPool.platform.passkeys!);
    const flow = flowOf(open(passkeys), { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const running = at(flow, 'passkey').submit({});
    await until(() => settle.length === 1);
    const { timeout } = asked[0]!.publicKey as { timeout: number };
    expect(timeout).toBeGreaterThan(25_000);
    await clock.advance(timeout);
    // A person takes part in it: the 25 s of other steps do not end it.
    expect(at(flow, 'passkey').status).toBe('pending');
    settle[0]!.reject(domError('NotAllowedError'));
    await running;
    expect(at(flow, 'passkey').error).toMatchObject({ kind: 'aborted', code: 'PasskeyTimeout' });
  });

  it('ends after ten minutes also where the browser never answers', async () => {
    const { made, open, flowOf, clock } = begin();
    const page = await made();
    const flow = flowOf(
      open({
        ...page.userPool.platform.passkeys!,
        container: { ...page.userPool.platform.passkeys!.container!, get: () => new Promise(() => {}) },
      }),
      { preferred: 'passkey' },
    );
    await at(flow, 'identifier').submit({ username: 'ada' });
    const running = at(flow, 'passkey').submit({});
    await clock.advance(599_999);
    expect(at(flow, 'passkey').status).toBe('pending');
    await clock.advance(1);
    await running;
    expect(at(flow, 'passkey').error).toMatchObject({ kind: 'timeout', code: 'Timeout' });
  });

  it('is ended by the next one: a browser runs one', async () => {
    const { open } = begin();
    const { passkeys, settle, asked } = waiting(emulatedPasskeys());
    const pool = open(passkeys).userPool;
    const first = getPasskey(pool, '{"challenge":"AAAA"}').catch((error: unknown) => error);
    await until(() => asked.length === 1);
    const second = getPasskey(pool, '{"challenge":"BBBB"}').catch((error: unknown) => error);
    expect(await first).toMatchObject({ kind: 'aborted', code: 'PasskeyCancelled' });
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    settle[1]!.reject(domError('NotAllowedError'));
    expect(await second).toMatchObject({ code: 'PasskeyCancelled' });
  });

  it('is asked for once by a double click', async () => {
    const { made, open, flowOf } = begin();
    const page = await made();
    const { passkeys, settle, asked } = waiting(page.userPool.platform.passkeys!);
    const flow = flowOf(open(passkeys), { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const state = at(flow, 'passkey');
    const clicks = [state.submit({}), state.submit({})];
    await until(() => settle.length === 1);
    await settle[0]!.resolve();
    await Promise.all(clicks);
    expect(asked).toHaveLength(1);
    at(flow, 'signedIn');
  });

  it('is aborted by back(), and signs nobody in', async () => {
    const { made, open, flowOf } = begin();
    const page = await made();
    const { passkeys, settle, asked } = waiting(page.userPool.platform.passkeys!);
    const other = open(passkeys);
    const flow = flowOf(other, { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const running = at(flow, 'passkey').submit({});
    await until(() => settle.length === 1);
    at(flow, 'passkey').back!();
    await running;
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(at(flow, 'identifier').error).toBeUndefined();
    expect(other.getSession().status).toBe('signedOut');
  });

  it.each([
    ['NotAllowedError', 'aborted', 'PasskeyCancelled'],
    ['AbortError', 'aborted', 'PasskeyCancelled'],
    ['TimeoutError', 'aborted', 'PasskeyTimeout'],
    ['InvalidStateError', 'rejected', 'PasskeyExists'],
    ['SecurityError', 'config', 'PasskeyFailed'],
    ['NotSupportedError', 'config', 'PasskeyFailed'],
  ])('%s at a registration is %s: %s', async (name, kind, code) => {
    const { open, signIn, sent } = begin();
    const error = domError(name);
    const page = open(failing(error));
    await signIn(page);
    await expect(registerPasskey(page)).rejects.toMatchObject({ kind, code, cause: error });
    expect(sent).not.toContain('CompleteWebAuthnRegistration');
    expect(await listPasskeys(page)).toEqual([]);
  });

  it('is a cancel whatever reason an app aborts with', async () => {
    const { open } = begin();
    const { passkeys } = waiting(emulatedPasskeys());
    const app = new AbortController();
    const ceremony = getPasskey(open(passkeys).userPool, '{"challenge":"AAAA"}', { signal: app.signal });
    app.abort(new RangeError('the page went away'));
    await expect(ceremony).rejects.toMatchObject({ kind: 'aborted', code: 'PasskeyCancelled' });
  });

  it('says so where the browser has none, and where it gives nothing', async () => {
    const { made, open, flowOf } = begin();
    await made();
    const none = { container: undefined, PublicKey: undefined };
    const flow = flowOf(open(none), { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'passkey').submit({});
    expect(at(flow, 'passkey').error).toMatchObject({ kind: 'config', code: 'PasskeysUnsupported' });
    const empty = { ...emulatedPasskeys(), container: { get: async () => null, create: async () => null } };
    await expect(createPasskey(open(empty).userPool, {})).rejects.toMatchObject({ code: 'PasskeyCancelled' });
  });

  it.each(['', 'no json', '[]', 'null'])('is typed where the service’s options are %j', async (options) => {
    const { open } = begin();
    const bare = { ...emulatedPasskeys(), PublicKey: {} };
    const refusing = { ...bare, container: failing(new TypeError('no challenge')).container };
    await expect(getPasskey(open(refusing).userPool, options)).rejects.toMatchObject({
      code: 'PasskeyFailed',
    });
  });

  it('fault 87: shows no challenge and no credential in an error', async () => {
    const { open } = begin();
    const options = JSON.stringify({ challenge: 'Y2FuYXJ5LWNoYWxsZW5nZQ' });
    const page = open(failing(domError('SecurityError')));
    const error = await getPasskey(page.userPool, options).catch((problem: unknown) => problem);
    expect(shown(error)).not.toContain('Y2FuYXJ5');
  });
});

describe('a browser that reads and writes no JSON of its own', () => {
  type Plain = Pick<PublicKeyCredential, 'id' | 'rawId' | 'type' | 'response'> &
    Partial<Pick<PublicKeyCredential, 'authenticatorAttachment'>>;
  /** Gives and takes bytes only, as browsers before `parseRequestOptionsFromJSON` and `toJSON`. */
  function old(browser = emulator()): Passkeys {
    const plain = ({ id, rawId, type, response, authenticatorAttachment = null }: Plain) => ({
      id,
      rawId,
      type,
      response,
      authenticatorAttachment,
      getClientExtensionResults: () => ({}),
    });
    return {
      PublicKey: {},
      container: {
        get: async (options) => plain(browser.get(ORIGIN, options as never)),
        create: async (options) => plain(browser.create(ORIGIN, options as never)),
      },
    };
  }

  it('makes a passkey and signs in with it all the same', async () => {
    const { open, signIn, flowOf } = begin();
    const page = open(old());
    await signIn(page);
    await registerPasskey(page);
    expect(await listPasskeys(page)).toHaveLength(1);
    // Those that are there are told to the authenticator, by their bytes. (This one words it as a cancel.)
    await expect(registerPasskey(page)).rejects.toHaveProperty(
      'code',
      expect.stringMatching(/^Passkey(Exists|Cancelled)$/),
    );
    await page.signOut();
    const flow = flowOf(page, { preferred: 'passkey' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'passkey').submit({});
    at(flow, 'signedIn');
  });
});

describe('passkeys in the form’s autofill', () => {
  async function offered() {
    const theatre = begin();
    const page = await theatre.made();
    const ceremonies = waiting(page.userPool.platform.passkeys!);
    const other = theatre.open(ceremonies.passkeys);
    const flow = createSignInFlow(other, { username: 'ada' });
    const offer = offerPasskeys(other, flow, { username: 'ada' });
    return { ...theatre, ...ceremonies, page: other, flow, offer };
  }

  it('are offered without a dialog, and sign in when one is taken', async () => {
    const { asked, settle, flow, offer, page, sent } = await offered();
    await until(() => asked.length === 1);
    expect(asked[0]).toMatchObject({ mediation: 'conditional' });
    expect(at(flow, 'identifier').status).toBe('idle');
    await settle[0]!.resolve();
    expect(await offer).toBe(true);
    at(flow, 'signedIn');
    expect(page.getSession().status).toBe('signedIn');
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('are withdrawn as soon as the person takes another way, which goes on undisturbed', async () => {
    const { asked, flow, offer } = await offered();
    await until(() => asked.length === 1);
    await at(flow, 'identifier').submit({ username: 'ada' });
    expect(await offer).toBe(false);
    expect(asked[0]?.signal?.aborted).toBe(true);
    await at(flow, 'password').submit({ password: PASSWORD });
    at(flow, 'signedIn');
  });

  it('are not even asked for when the person was faster', async () => {
    const { asked, flow, offer } = await offered();
    await at(flow, 'identifier').submit({ username: 'ada', password: PASSWORD });
    at(flow, 'signedIn');
    expect(await offer).toBe(false);
    expect(asked.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('end with the form', async () => {
    const theatre = begin();
    const page = await theatre.made();
    const { asked, passkeys } = waiting(page.userPool.platform.passkeys!);
    const other = theatre.open(passkeys);
    const form = new AbortController();
    const flow = createSignInFlow(other);
    const offer = offerPasskeys(other, flow, { username: 'ada', signal: form.signal });
    await until(() => asked.length === 1);
    form.abort();
    expect(await offer).toBe(false);
    expect(at(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
  });

  it('give way to a ceremony that the person asked for', async () => {
    const { asked, settle, offer, page, flowOf } = await offered();
    await until(() => asked.length === 1);
    const modal = flowOf(page, { preferred: 'passkey' });
    await at(modal, 'identifier').submit({ username: 'ada' });
    const running = at(modal, 'passkey').submit({});
    await until(() => asked.length === 2);
    expect(await offer).toBe(false);
    await settle[1]!.resolve();
    await running;
    at(modal, 'signedIn');
  });

  it('send nothing where the browser offers none in forms, and ask nobody who has none', async () => {
    const { open, sent } = begin();
    const plain = open();
    expect(await offerPasskeys(plain, createSignInFlow(plain), { username: 'ada' })).toBe(false);
    expect(sent).toEqual([]);
    const { passkeys, asked } = waiting(emulatedPasskeys());
    const page = open(passkeys);
    const flow = createSignInFlow(page);
    expect(await offerPasskeys(page, flow, { username: 'ada' })).toBe(false);
    expect(asked).toEqual([]);
    expect(at(flow, 'identifier').error).toBeUndefined();
  });
});
