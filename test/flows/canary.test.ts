/** Fault 87: a walk through everything that has secrets, and a look into every place that could keep or show one. */
import {
  changePassword,
  createResetPasswordFlow,
  createSignInFlow,
  createSignUpFlow,
  createStepUpFlow,
  registerPasskey,
  sendAttributeCode,
  setMfaPreference,
  setUpTotp,
  updateAttributes,
  verifyAttribute,
  verifyTotp,
  type NewUser,
} from 'cognito-kit';
import { Secret, TOTP } from 'otpauth';
import { afterEach, expect, it, vi } from 'vitest';
import { createCanaryPage } from '../support/canary-page.ts';
import { databases } from '../support/canary.ts';
import { at } from '../support/theatre.ts';

afterEach(() => void vi.restoreAllMocks());

const email = 'mary@example.com';
const wrong = (code: string) => code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

/** Everything that has a secret, once right and, where that is another path, once wrong. */
async function walk(stage: ReturnType<typeof createCanaryPage>) {
  const { aws, canary, clock, cognito, follow, failing, learn, code, read, look } = stage;
  await cognito.ready();
  // A guest.
  const guest = await cognito.credentials();
  expect(canary.secrets.get(guest.identityId)).toBe('IdentityId');
  await look();

  // Sign-up, with its code wrong and right, and the sign-in after it.
  const password = learn('Canary-Yellow-1!ß', 'password');
  let newcomer: NewUser | undefined;
  const signUp = follow(createSignUpFlow(cognito, { onDone: (user) => (newcomer = user) }));
  await at(signUp, 'details').submit({ username: 'mary', password, attributes: { email } });
  const mailed = await code(email);
  await at(signUp, 'confirm').submit({ code: learn(wrong(mailed), 'a wrong code') });
  await at(signUp, 'confirm').submit({ code: mailed });
  await look();
  const signIn = follow(createSignInFlow(cognito));
  await signIn.start(newcomer!);
  at(signIn, 'signedIn');
  const tokens = await cognito.getTokens();
  expect(canary.secrets.get(tokens!.accessToken)).toBeDefined();
  const device = await cognito.devices?.get('mary');
  if (device) learn(device.password, 'a device’s password');
  await cognito.credentials();
  await read();
  await look();

  // The account: an authenticator app, an address, a password, a passkey; each refused once.
  const { secret, uri } = await setUpTotp(cognito, { issuer: 'Kit', account: 'mary' });
  learn(secret, 'the app’s secret');
  learn(uri, 'the app’s address');
  const app = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) });
  const shownByApp = () => learn(app.generate({ timestamp: clock.now() }), 'the app’s code');
  await failing(verifyTotp(cognito, { code: learn(wrong(shownByApp()), 'a wrong code') }));
  await verifyTotp(cognito, { code: shownByApp() });
  await setMfaPreference(cognito, { totp: 'preferred' });
  await updateAttributes(cognito, { name: 'Mary' });
  await sendAttributeCode(cognito, 'email');
  const again = await code(email);
  await failing(verifyAttribute(cognito, { name: 'email', code: learn(wrong(again), 'a wrong code') }));
  await verifyAttribute(cognito, { name: 'email', code: again });
  const newPassword = learn('Canary-Orange-2!', 'password');
  await failing(
    changePassword(cognito, { previousPassword: learn('Canary-wrong-3!', 'password'), newPassword }),
  );
  await changePassword(cognito, { previousPassword: password, newPassword });
  await registerPasskey(cognito);
  await read();
  await look();

  // A refresh, and one that is refused by the network.
  await clock.advance(30_000);
  await cognito.getTokens({ refresh: true });
  await look();
  await cognito.signOut();
  await look();

  // Sign-in with a second factor, and all that can go wrong on the way.
  const wrongly = learn('Canary-wrong-4!', 'password');
  await signIn.start({ username: 'mary', password: wrongly });
  expect(signIn.getSnapshot().error).toBeDefined();
  const byCode = follow(createSignInFlow(cognito, { authFlow: 'USER_PASSWORD_AUTH' }));
  await byCode.start({ username: 'mary', password: newPassword });
  await look();
  await at(byCode, 'totp').submit({ code: learn(wrong(shownByApp()), 'a wrong code') });
  await at(byCode, 'totp').submit({ code: shownByApp() });
  at(byCode, 'signedIn');
  await read();
  await clock.advance(30_000);
  const proof = follow(createStepUpFlow(cognito, { acr: 'urn:cognito:loa:3', maxAge: 1, username: 'mary' }));
  await at(proof, 'stepUp').submit({});
  expect(proof.getSnapshot().name).not.toBe('stepUp');
  await look();
  await cognito.signOut({ everywhere: true });

  // By a mailed code and by a passkey.
  const byMail = follow(createSignInFlow(cognito, { authFlow: 'USER_AUTH', preferred: 'emailCode' }));
  await byMail.start({ username: 'mary', preferred: 'emailCode' });
  await look();

  // A forgotten password.
  const reset = follow(createResetPasswordFlow(cognito, { username: 'mary' }));
  await at(reset, 'request').submit({ username: 'mary' });
  const resetCode = await code(email);
  const third = learn('Canary-Violet-5!', 'password');
  await at(reset, 'confirm').submit({ code: learn(wrong(resetCode), 'a wrong code'), newPassword: third });
  await at(reset, 'confirm').submit({ code: resetCode, newPassword: third });
  at(reset, 'done');
  await look();

  // No connection, and a server that fails, in the middle of each flow and read.
  for (const effect of [{ kind: 'error' }, { kind: 'drop' }] as const) {
    aws.faults.add(effect);
    await signIn.start({ username: 'mary', password: third });
    await failing(cognito.credentials({ forceRefresh: true }));
    aws.faults.clear();
  }
  await signIn.start({ username: 'mary', password: third });
  at(signIn, 'totp');
  await cognito.forgetBrowser();
  await look();
}

it(
  'fault 87: finds no secret in any cache, store, address, message or error',
  { timeout: 60_000 },
  async () => {
    const stage = createCanaryPage('vault');
    await walk(stage);
    const kinds = new Set(stage.canary.secrets.values());
    // It knew what to look for, and there was something to look through.
    for (const kind of [
      'password',
      'code',
      'IdToken',
      'AccessToken',
      'RefreshToken',
      'Session',
      'SecretKey',
      'SessionToken',
      'SecretCode',
      'IdentityId',
      'a device’s password',
    ])
      expect(kinds).toContain(kind);
    const { places, queries } = stage;
    expect(queries.getQueryCache().getAll().length).toBeGreaterThan(4);
    expect(places.persisted.join(' ')).toContain(email);
    expect(places.errors.length).toBeGreaterThan(5);
    expect(await databases(places.indexedDB)).toContain('cognito-kit.');
    expect(stage.canary.found()).toEqual([]);
  },
);

it(
  "finds them where they are: in the plain text that `storage: 'local'` asks for",
  { timeout: 60_000 },
  async () => {
    const stage = createCanaryPage('local');
    await walk(stage);
    const found = stage.canary.found();
    for (const kind of ['IdToken', 'RefreshToken', 'SecretKey', 'a device’s password'])
      expect(found).toContain(`${kind} in localStorage`);
    expect(found.filter((one) => !one.endsWith(' in localStorage'))).toEqual([]);
  },
);

it('looks into every place: a secret that is put there is found', async () => {
  const { canary, cognito, failing, follow, look, places, queries } = createCanaryPage('vault');
  await cognito.ready();
  const planted = 'Planted"canary 6';
  canary.learn(planted, 'it');
  const bytes = new TextEncoder().encode(planted);
  queries.setQueryData(['key'], { deep: [{ planted }] });
  places.local.set('key', planted);
  places.session.set(planted, '');
  places.channels.said.push({ planted });
  // oxlint-disable-next-line no-console -- it is watched
  console.warn('so', { planted });
  await failing(Promise.reject(new Error('outside', { cause: new Error('inside', { cause: { planted } }) })));
  await cognito.internals.preferences.update({ planted });
  await canary.listen(async () => Response.json({}))(
    `https://example.com/?q=${encodeURIComponent(planted)}`,
    {
      headers: { 'x-planted': 'Planted"canary 6' },
    },
  );
  follow({ subscribe: () => () => {}, getSnapshot: () => ({ planted, error: undefined }) } as never);
  const opening = places.indexedDB.open('another', 1);
  await new Promise((resolve) => {
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('bytes').put({ bytes }, 'key');
    });
    opening.addEventListener('success', resolve);
  });
  opening.result.close();
  await look();
  expect(canary.found()).toEqual(
    [
      'a URL',
      'a channel',
      'a header',
      'a note',
      'an error',
      'IndexedDB',
      'localStorage',
      'sessionStorage',
      'the console',
      'the query cache',
      'the state of a flow',
      'what a persister wrote',
    ]
      .map((place) => `it in ${place}`)
      .toSorted(),
  );
});
