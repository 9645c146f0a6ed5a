/** Passkeys: made, listed, deleted, signed in with, and every reason for which one is refused. */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAllowedOrigin } from '../../../local/src/user-pool/passkeys/origins.ts';
import { newDevice, proveDevice } from './device-client.ts';
import {
  answer,
  authenticator,
  challenge,
  complete,
  ORIGIN,
  optionsOf,
  passkeyPool,
  register,
  signIn,
  start,
  withoutVerification,
} from './passkey-client.ts';
import { poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = passkeyPool();
beforeEach(() => pool.aws.reset());

const adas = async (of = pool) => (await of.tokens('ada', 'Correct-horse-1')).AccessToken;
const eves = async (of = pool) => (await of.tokens('eve', 'Correct-horse-2')).AccessToken;
const list = (AccessToken: string, more: object = {}) =>
  pool.call('ListWebAuthnCredentials', { AccessToken, ...more });
const idOf = (sub: string) => Buffer.from(sub).toString('base64url');

const invalidCredential = refusal('InvalidParameterException', 'Credential data is not valid.');
const gone = refusal('WebAuthnChallengeNotFoundException');

describe('making a passkey', () => {
  it('gets options in the JSON that browsers parse', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      rp: { id: 'example.com', name: 'example.com' },
      user: { id: idOf(decodeJwt(AccessToken).sub ?? ''), name: 'ada', displayName: 'ada' },
      pubKeyCredParams: [
        { type: 'public-key', alg: -7 },
        { type: 'public-key', alg: -257 },
      ],
      timeout: 60_000,
      excludeCredentials: [],
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: 'required',
        userVerification: 'preferred',
      },
    });
    expect((await start(pool, AccessToken)).challenge).not.toBe(options.challenge);
  });

  it('keeps it, names it, and tells the next authenticator not to make it again', async () => {
    const AccessToken = await adas();
    const { id } = await register(pool, authenticator(), AccessToken);
    expect(await list(AccessToken)).toEqual({
      Credentials: [
        {
          CredentialId: id,
          FriendlyCredentialName: 'Security key',
          RelyingPartyId: 'example.com',
          AuthenticatorTransports: ['usb'],
          CreatedAt: pool.aws.clock.now() / 1000,
        },
      ],
    });
    const { excludeCredentials } = await start(pool, AccessToken);
    expect(excludeCredentials).toEqual([{ type: 'public-key', id, transports: ['usb'] }]);
  });

  it.each([
    ['fbfc3007154e4ecc8c0b6e020557d7bd', 'iCloud Keychain'],
    ['ea9b8d664d011d213ce4b6b48cb575d4', 'Google Password Manager'],
    ['00000000000000000000000000000000', 'Passkey'],
  ])('names it by its provider %s: %s', async (aaguid, name) => {
    const AccessToken = await adas();
    const browser = authenticator({
      aaguid: new Uint8Array(Buffer.from(aaguid, 'hex')),
      transports: ['internal'],
    });
    await register(pool, browser, AccessToken);
    expect(await list(AccessToken)).toMatchObject({ Credentials: [{ FriendlyCredentialName: name }] });
  });

  it.each(['ES256', 'RS256'] as const)('takes %s', async (algorithm) => {
    const browser = authenticator({ algorithmIdentifiers: [algorithm] });
    await register(pool, browser, await adas());
    expect(await signIn(pool, browser)).toHaveProperty('AuthenticationResult');
  });

  it('lists in pages', async () => {
    const AccessToken = await adas();
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push((await register(pool, authenticator(), AccessToken)).id);
    }
    const first = await list(AccessToken, { MaxResults: 2 });
    expect(first).toMatchObject({ Credentials: [{ CredentialId: ids[0] }, { CredentialId: ids[1] }] });
    const last = await list(AccessToken, { MaxResults: 2, NextToken: first['NextToken'] });
    expect(last).toMatchObject({ Credentials: [{ CredentialId: ids[2] }] });
    expect(last).not.toHaveProperty('NextToken');
    await expect(list(AccessToken, { NextToken: 'bm9uZQ==' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('deletes one, which then signs nobody in', async () => {
    const AccessToken = await adas();
    const [kept, lost] = [authenticator(), authenticator()];
    await register(pool, kept, AccessToken);
    const { id: CredentialId } = await register(pool, lost, AccessToken);
    const asked = await challenge(pool);
    const signed = lost.getJSON(ORIGIN, optionsOf(asked));
    expect(await pool.call('DeleteWebAuthnCredential', { AccessToken, CredentialId })).toEqual({});
    await expect(answer(pool, signed, asked.Session)).rejects.toMatchObject(wrongPassword);
    await expect(pool.call('DeleteWebAuthnCredential', { AccessToken, CredentialId })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    expect(await signIn(pool, kept)).toHaveProperty('AuthenticationResult');
  });

  it('does not delete what is somebody else’s', async () => {
    const { id: CredentialId } = await register(pool, authenticator(), await adas());
    await expect(
      pool.call('DeleteWebAuthnCredential', { AccessToken: await eves(), CredentialId }),
    ).rejects.toMatchObject(refusal('ResourceNotFoundException'));
  });

  it('ends at twenty', async () => {
    const AccessToken = await adas();
    for (let count = 0; count < 20; count += 1) await register(pool, authenticator(), AccessToken);
    await expect(start(pool, AccessToken)).rejects.toMatchObject(refusal('LimitExceededException'));
  });
});

describe('a new passkey that is refused', () => {
  const make = async (
    origin = ORIGIN,
    { browser = authenticator(), of = pool, rpId }: Partial<Making> = {},
  ) => {
    const AccessToken = await adas(of);
    const options = await start(of, AccessToken);
    const asked = {
      ...options,
      ...(rpId !== undefined && { rp: { id: rpId, name: rpId } }),
      // A browser that would refuse by itself tests nothing here.
      authenticatorSelection: { requireResidentKey: true, userVerification: 'preferred' as const },
    };
    return complete(of, AccessToken, browser.createJSON(origin, asked));
  };
  interface Making {
    browser: ReturnType<typeof authenticator>;
    of: ReturnType<typeof passkeyPool>;
    rpId: string;
  }

  it('was made for another relying party', async () => {
    await expect(make('https://app.example.com', { rpId: 'app.example.com' })).rejects.toMatchObject(
      refusal('WebAuthnRelyingPartyMismatchException'),
    );
  });

  it('was made on a page of another origin', async () => {
    await expect(make('https://example.org', { rpId: 'example.org' })).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    await expect(make('http://example.com')).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    const strict = passkeyPool({ origins: [ORIGIN] });
    await expect(make('https://app.example.com', { of: strict })).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    expect(await make(ORIGIN, { of: strict })).toEqual({});
  });

  it('did not verify its user where the pool requires that', async () => {
    const strict = passkeyPool({ userVerification: 'required' });
    await expect(make(ORIGIN, { of: strict, browser: withoutVerification() })).rejects.toMatchObject(
      refusal('WebAuthnCredentialNotSupportedException'),
    );
    expect(await make(ORIGIN, { of: strict })).toEqual({});
    expect(await make(ORIGIN, { browser: withoutVerification() })).toEqual({});
  });

  it('has a key of an algorithm that was not asked for', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const credential = authenticator({ algorithmIdentifiers: ['EdDSA'] }).createJSON(ORIGIN, {
      ...options,
      pubKeyCredParams: [{ type: 'public-key', alg: -8 }],
    });
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(
      refusal('WebAuthnCredentialNotSupportedException'),
    );
  });

  it.each(['tpm', 'apple', 'fido-u2f'])(
    'brings an attestation of the kind %s, which nobody asked for',
    async (kind) => {
      const AccessToken = await adas();
      const credential = authenticator().createJSON(ORIGIN, await start(pool, AccessToken));
      const cbor = Buffer.from(credential.response.attestationObject, 'base64url').toString('hex');
      const text = (value: string) => (0x60 + value.length).toString(16) + Buffer.from(value).toString('hex');
      expect(cbor).toContain(text('none'));
      const attestationObject = Buffer.from(cbor.replace(text('none'), text(kind)), 'hex').toString(
        'base64url',
      );
      const changed = { ...credential, response: { ...credential.response, attestationObject } };
      await expect(complete(pool, AccessToken, changed)).rejects.toMatchObject(
        refusal('WebAuthnCredentialNotSupportedException'),
      );
    },
  );

  it('comes without a registration, after it was used, or with another challenge', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const credential = authenticator().createJSON(ORIGIN, options);
    await expect(complete(pool, await eves(), credential)).rejects.toMatchObject(gone);
    await start(pool, AccessToken);
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(gone);
    const used = await register(pool, authenticator(), AccessToken);
    await expect(complete(pool, AccessToken, used)).rejects.toMatchObject(gone);
  });

  it('spends its registration even when it is refused', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const wrong = authenticator().createJSON('http://example.com', options);
    await expect(complete(pool, AccessToken, wrong)).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    const right = authenticator().createJSON(ORIGIN, options);
    await expect(complete(pool, AccessToken, right)).rejects.toMatchObject(gone);
  });

  it('comes too late', async () => {
    const AccessToken = await adas();
    const credential = authenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    pool.aws.clock.advance(180);
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(gone);
  });

  it('is registered already, for the same user or for another', async () => {
    const browser = authenticator();
    const AccessToken = await adas();
    const { id } = await register(pool, browser, AccessToken);
    for (const token of [AccessToken, await eves()]) {
      const options = { ...(await start(pool, token)), excludeCredentials: [] };
      const credential = withId(browser.createJSON(ORIGIN, options), id);
      await expect(complete(pool, token, credential)).rejects.toMatchObject(
        refusal('InvalidParameterException', 'The credential is already registered.'),
      );
    }
  });

  it.each<[string, (credential: Record<string, unknown>) => unknown]>([
    ['nothing', () => undefined],
    ['a text', (credential) => JSON.stringify(credential)],
    ['a list', () => []],
    ['an id that is not its raw one', (credential) => ({ ...credential, rawId: 'AAAA' })],
    ['another type', (credential) => ({ ...credential, type: 'password' })],
    ['no response', ({ response: _gone, ...credential }) => credential],
    [
      'client data that is no JSON',
      (credential) => ({
        ...credential,
        response: { ...(credential['response'] as object), clientDataJSON: 'AAAA' },
      }),
    ],
    [
      'an attestation that is no CBOR',
      (credential) => ({
        ...credential,
        response: { ...(credential['response'] as object), attestationObject: 'AAAA' },
      }),
    ],
  ])('is %s', async (_what, change) => {
    const AccessToken = await adas();
    const credential = authenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    await expect(
      complete(pool, AccessToken, change(credential as unknown as Record<string, unknown>)),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    expect(await list(AccessToken)).toEqual({ Credentials: [] });
  });

  it('was started through another app client', async () => {
    const AccessToken = await adas();
    const credential = authenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    const snapshot = await pool.aws.snapshot();
    const ada = Object.values(snapshot.state.userPools.pools)[0]!.users['ada']!;
    ada.passkeyRegistration!.clientId = 'another';
    const later = poolUnderTest({ snapshot });
    await expect(complete(later, AccessToken, credential)).rejects.toMatchObject(
      refusal('WebAuthnClientMismatchException'),
    );
  });
});

/** The same credential id in everything that was signed or not: attestation "none" signs nothing. */
function withId(credential: ReturnType<ReturnType<typeof authenticator>['createJSON']>, id: string) {
  const { attestationObject } = credential.response;
  const swapped = Buffer.from(attestationObject, 'base64url')
    .toString('hex')
    .replace(
      Buffer.from(credential.id, 'base64url').toString('hex'),
      Buffer.from(id, 'base64url').toString('hex'),
    );
  return {
    ...credential,
    id,
    rawId: id,
    response: {
      ...credential.response,
      attestationObject: Buffer.from(swapped, 'hex').toString('base64url'),
    },
  };
}

describe('a pool without passkeys', () => {
  it('says that they are not enabled', async () => {
    const plain = poolUnderTest();
    const { AccessToken } = await plain.tokens('ada', 'Correct-horse-1');
    await expect(start(plain, AccessToken)).rejects.toMatchObject(refusal('WebAuthnNotEnabledException'));
    await expect(complete(plain, AccessToken, {})).rejects.toMatchObject(
      refusal('WebAuthnNotEnabledException'),
    );
    expect(await plain.call('ListWebAuthnCredentials', { AccessToken })).toEqual({ Credentials: [] });
  });

  it('says that it has no relying party', async () => {
    const plain = poolUnderTest({ pool: { firstFactors: ['PASSWORD', 'WEB_AUTHN'] } });
    const { AccessToken } = await plain.tokens('ada', 'Correct-horse-1');
    await expect(start(plain, AccessToken)).rejects.toMatchObject(
      refusal('WebAuthnConfigurationMissingException'),
    );
  });
});

describe('signing in with a passkey', () => {
  it('is asked for with options that name the user’s own, and answered once', async () => {
    const browser = authenticator();
    const { id } = await register(pool, browser, await adas());
    const asked = await challenge(pool);
    expect(asked.ChallengeName).toBe('WEB_AUTHN');
    const options = optionsOf(asked);
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 180_000,
      rpId: 'example.com',
      allowCredentials: [{ type: 'public-key', id, transports: ['usb'] }],
      userVerification: 'preferred',
    });
    const signed = browser.getJSON(ORIGIN, options);
    expect(await answer(pool, signed, asked.Session)).toHaveProperty('AuthenticationResult.RefreshToken');
    await expect(answer(pool, signed, asked.Session)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
    );
  });

  it('is still possible after a snapshot', async () => {
    const browser = authenticator();
    await register(pool, browser, await adas());
    const { snapshotFromJson, snapshotToJson } = await import('../../../local/src/state/snapshot.ts');
    const snapshot = snapshotFromJson(snapshotToJson(await pool.aws.snapshot()));
    expect(await signIn(poolUnderTest({ snapshot }), browser)).toHaveProperty('AuthenticationResult');
  });

  it('remembers what the passkey has counted to', async () => {
    const browser = authenticator();
    await register(pool, browser, await adas());
    const counter = async () =>
      Object.values((await pool.aws.snapshot()).state.userPools.pools)[0]!.users['ada']!.passkeys[0]!.counter;
    const made = await counter();
    await signIn(pool, browser);
    await signIn(pool, browser);
    expect(await counter()).toBe(made + 2);
  });

  it('goes on with passkeys that count nothing', async () => {
    const browser = authenticator({ signCounterIncrement: 0 });
    await register(pool, browser, await adas());
    await signIn(pool, browser);
    expect(await signIn(pool, browser)).toHaveProperty('AuthenticationResult');
  });

  it('is followed by the proof of the device that it names', async () => {
    const both = passkeyPool({}, { pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } } });
    const browser = authenticator();
    const { device, AccessToken } = await newDevice(both);
    await register(both, browser, AccessToken);
    const asked = await challenge(both);
    const step = await both.respond(
      'WEB_AUTHN',
      {
        USERNAME: 'ada',
        CREDENTIAL: JSON.stringify(browser.getJSON(ORIGIN, optionsOf(asked))),
        DEVICE_KEY: device.key,
      },
      asked.Session,
    );
    expect(step.ChallengeName).toBe('DEVICE_SRP_AUTH');
    expect(await proveDevice(both, device, step.Session)).toHaveProperty('AuthenticationResult');
  });

  it('is not spent on a device that is gone: the same answer without it is taken', async () => {
    const both = passkeyPool({}, { pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } } });
    const browser = authenticator();
    await register(both, browser, await adas(both));
    const asked = await challenge(both);
    const signed = { USERNAME: 'ada', CREDENTIAL: JSON.stringify(browser.getJSON(ORIGIN, optionsOf(asked))) };
    const DEVICE_KEY = 'us-east-1_00000000-0000-4000-8000-000000000000';
    await expect(both.respond('WEB_AUTHN', { ...signed, DEVICE_KEY }, asked.Session)).rejects.toMatchObject(
      refusal('ResourceNotFoundException', 'Device does not exist.'),
    );
    expect(await both.respond('WEB_AUTHN', signed, asked.Session)).toHaveProperty('AuthenticationResult');
  });

  it('runs out with its Session', async () => {
    const browser = authenticator();
    await register(pool, browser, await adas());
    const asked = await challenge(pool);
    pool.aws.clock.advance(180);
    await expect(
      answer(pool, browser.getJSON(ORIGIN, optionsOf(asked)), asked.Session),
    ).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });
});

describe('a passkey that is refused', () => {
  const asked = async (browser = authenticator(), of = pool) => {
    await register(of, browser, await adas(of));
    const step = await challenge(of);
    return { browser, step, options: optionsOf(step) };
  };

  it('replays what it signed, with a new Session', async () => {
    const { browser, step, options } = await asked();
    const signed = browser.getJSON(ORIGIN, options);
    await answer(pool, signed, step.Session);
    await expect(answer(pool, signed, (await challenge(pool)).Session)).rejects.toMatchObject(wrongPassword);
  });

  it('replays what it signed although it counts nothing, as most passkeys do', async () => {
    const { browser, step, options } = await asked(authenticator({ signCounterIncrement: 0 }));
    const signed = browser.getJSON(ORIGIN, options);
    await answer(pool, signed, step.Session);
    await expect(answer(pool, signed, (await challenge(pool)).Session)).rejects.toMatchObject(wrongPassword);
  });

  it('was made for the relying party that the pool had before: it is no longer asked for', async () => {
    const browser = authenticator();
    const AccessToken = await adas();
    await register(pool, browser, AccessToken);
    const snapshot = await pool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.webAuthn!.relyingPartyId = 'example.org';
    const later = poolUnderTest({ snapshot });
    expect((await start(later, AccessToken)).excludeCredentials).toEqual([]);
    expect(await later.call('GetUserAuthFactors', { AccessToken })).toMatchObject({
      ConfiguredUserAuthFactors: ['PASSWORD'],
    });
  });

  it('signed on another page', async () => {
    const { browser, step, options } = await asked();
    const signed = browser.getJSON('http://example.com', options);
    await expect(answer(pool, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    expect(await answer(pool, browser.getJSON(ORIGIN, options), step.Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('signed for another relying party', async () => {
    const { browser, step, options } = await asked();
    const origin = 'https://app.example.com';
    const elsewhere = browser.createJSON(origin, {
      ...(await start(pool, await adas())),
      rp: { id: 'app.example.com', name: 'app' },
      excludeCredentials: [],
    });
    const signed = browser.getJSON(origin, {
      ...options,
      rpId: 'app.example.com',
      allowCredentials: [{ type: 'public-key', id: elsewhere.id }],
    });
    const { id } = options.allowCredentials?.[0] ?? { id: '' };
    await expect(answer(pool, { ...signed, id, rawId: id }, step.Session)).rejects.toMatchObject(
      wrongPassword,
    );
  });

  it("is another user's", async () => {
    const { step, options } = await asked();
    const evil = authenticator();
    const { id } = await register(pool, evil, await eves());
    const signed = evil.getJSON(ORIGIN, { ...options, allowCredentials: [{ type: 'public-key', id }] });
    await expect(answer(pool, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    const { id: adasId } = options.allowCredentials?.[0] ?? { id: '' };
    await expect(answer(pool, { ...signed, id: adasId, rawId: adasId }, step.Session)).rejects.toMatchObject(
      wrongPassword,
    );
    await expect(answer(pool, signed, step.Session, 'eve')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
  });

  it('was signed over something else, or names another user', async () => {
    const { browser, step, options } = await asked();
    const signed = browser.getJSON(ORIGIN, options);
    const { signature } = browser.getJSON(ORIGIN, options).response;
    const other = { ...signed, response: { ...signed.response, signature } };
    await expect(answer(pool, other, step.Session)).rejects.toMatchObject(wrongPassword);
    const { userHandle: _none, ...response } = signed.response;
    const strange = { ...signed, response: { ...response, userHandle: idOf('somebody') } };
    await expect(answer(pool, strange, step.Session)).rejects.toMatchObject(wrongPassword);
  });

  it('did not verify its user where the pool requires that', async () => {
    const strict = passkeyPool({ userVerification: 'required' });
    const verifying = authenticator();
    const { step, options } = await asked(verifying, strict);
    verifying.authenticator.params = {
      ...verifying.authenticator.params,
      verifications: { userPresent: true, userVerified: false },
      userGetAssertionInteraction: () => ({ options: { uv: false, up: true } }),
    };
    const signed = verifying.getJSON(ORIGIN, { ...options, userVerification: 'preferred' });
    await expect(answer(strict, signed, step.Session)).rejects.toMatchObject(wrongPassword);
  });

  it('counts backwards, as a copy of it would', async () => {
    const { browser } = await asked();
    await signIn(pool, browser);
    const snapshot = await pool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.users['ada']!.passkeys[0]!.counter = 100;
    await expect(signIn(poolUnderTest({ snapshot }), browser)).rejects.toMatchObject(wrongPassword);
  });

  it('is no credential', async () => {
    const { browser, step, options } = await asked();
    const respond = (CREDENTIAL: string) =>
      pool.respond('WEB_AUTHN', { USERNAME: 'ada', CREDENTIAL }, step.Session);
    const signed = browser.getJSON(ORIGIN, options);
    for (const text of ['{', '[]', '"text"', JSON.stringify({ ...signed, response: {} })]) {
      await expect(respond(text)).rejects.toMatchObject(invalidCredential);
    }
  });

  it('cannot write lines of its own into the terminal', async () => {
    const lines: string[] = [];
    const printing = passkeyPool({}, { print: (line) => void lines.push(line) });
    const { browser, step, options } = await asked(authenticator(), printing);
    const signed = browser.getJSON(ORIGIN, options);
    const clientData = {
      type: 'webauthn.get',
      challenge: options.challenge,
      origin: 'x\n\u001b[2Jall is well',
    };
    const clientDataJSON = Buffer.from(JSON.stringify(clientData)).toString('base64url');
    const forged = { ...signed, response: { ...signed.response, clientDataJSON } };
    await expect(answer(printing, forged, step.Session)).rejects.toMatchObject(wrongPassword);
    const line = lines.find((text) => text.includes('all is well'));
    expect(line).toContain('A passkey for ada was refused');
    expect(line).not.toContain('\n');
    expect(line).not.toContain('\u001b');
  });

  it('fault 88: leaves no challenge, credential or Session in what the terminal shows', async () => {
    const lines: string[] = [];
    const printing = passkeyPool({}, { print: (line) => void lines.push(line) });
    const { browser, step, options } = await asked(authenticator(), printing);
    const signed = browser.getJSON('http://example.com', options);
    await expect(answer(printing, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    expect(lines.some((line) => line.includes('http://example.com'))).toBe(true);
    for (const secret of [options.challenge, step.Session ?? '', signed.response.signature]) {
      expect(lines.join('\n')).not.toContain(secret);
    }
  });
});

describe('GetUserAuthFactors', () => {
  it('tells what the user can sign in with', async () => {
    const AccessToken = await adas();
    const factors = () => pool.call('GetUserAuthFactors', { AccessToken });
    expect(await factors()).toEqual({ Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] });
    await register(pool, authenticator(), AccessToken);
    expect(await factors()).toEqual({
      Username: 'ada',
      ConfiguredUserAuthFactors: ['PASSWORD', 'WEB_AUTHN'],
    });
  });
});

describe('the origins of a relying party', () => {
  const party = { relyingPartyId: 'example.com' };
  it.each<[boolean, string, { relyingPartyId: string; origins?: string[] }]>([
    [true, 'https://example.com', party],
    [true, 'https://example.com:8443', party],
    [true, 'https://app.example.com', party],
    [false, 'http://example.com', party],
    [false, 'https://notexample.com', party],
    [false, 'https://example.com.evil.org', party],
    [false, 'https://example.com/', party],
    [false, 'null', party],
    [false, '', party],
    [false, 'http://localhost:5173', party],
    [true, 'http://localhost:5173', { relyingPartyId: 'localhost' }],
    [true, 'http://app.localhost', { relyingPartyId: 'localhost' }],
    [true, 'https://localhost', { relyingPartyId: 'localhost' }],
    [false, 'https://app.example.com', { ...party, origins: ['https://example.com'] }],
    [true, 'https://example.org', { ...party, origins: ['https://example.org'] }],
  ])('%s: %s', (allowed, origin, settings) => {
    expect(isAllowedOrigin(settings, origin)).toBe(allowed);
  });
});
