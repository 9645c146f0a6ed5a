/** Passkeys: registering, listing, deleting and signing in with them, and each reason for which one is refused. */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAllowedOrigin } from '../../../local/src/user-pool/passkeys/origins.ts';
import { newDevice, proveDevice } from './device-client.ts';
import { createAuthenticator } from '../../support/passkeys.ts';
import {
  answer,
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
import {
  expiredToken,
  invalidToken,
  poolUnderTest,
  refusal,
  usedToken,
  wrongPassword,
} from './pool-under-test.ts';

const pool = passkeyPool();
beforeEach(() => pool.aws.reset());

const adas = async (targetPool = pool) => (await targetPool.tokens('ada', 'Correct-horse-1')).AccessToken;
const eves = async (targetPool = pool) => (await targetPool.tokens('eve', 'Correct-horse-2')).AccessToken;
const list = (AccessToken: string, more: object = {}) =>
  pool.call('ListWebAuthnCredentials', { AccessToken, ...more });
const idOf = (sub: string) => Buffer.from(sub).toString('base64url');

const invalidCredential = refusal('InvalidParameterException', 'Credential data is not valid.');
const challengeNotFound = refusal('WebAuthnChallengeNotFoundException');

describe('registering a passkey', () => {
  it('StartWebAuthnRegistration returns options that browsers parse', async () => {
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

  it('a registered passkey is listed and excluded from the next registration', async () => {
    const AccessToken = await adas();
    const { id } = await register(pool, createAuthenticator(), AccessToken);
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
  ])('the passkey of provider %s is named %s', async (aaguid, name) => {
    const AccessToken = await adas();
    const browser = createAuthenticator({
      aaguid: new Uint8Array(Buffer.from(aaguid, 'hex')),
      transports: ['internal'],
    });
    await register(pool, browser, AccessToken);
    expect(await list(AccessToken)).toMatchObject({ Credentials: [{ FriendlyCredentialName: name }] });
  });

  it.each(['ES256', 'RS256'] as const)('a passkey with a %s key signs in', async (algorithm) => {
    const browser = createAuthenticator({ algorithmIdentifiers: [algorithm] });
    await register(pool, browser, await adas());
    expect(await signIn(pool, browser)).toHaveProperty('AuthenticationResult');
  });

  it('ListWebAuthnCredentials returns pages', async () => {
    const AccessToken = await adas();
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push((await register(pool, createAuthenticator(), AccessToken)).id);
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

  it('a deleted passkey no longer signs in', async () => {
    const AccessToken = await adas();
    const [remainingBrowser, deletedBrowser] = [createAuthenticator(), createAuthenticator()];
    await register(pool, remainingBrowser, AccessToken);
    const { id: CredentialId } = await register(pool, deletedBrowser, AccessToken);
    const challengeReply = await challenge(pool);
    const signed = deletedBrowser.getJSON(ORIGIN, optionsOf(challengeReply));
    expect(await pool.call('DeleteWebAuthnCredential', { AccessToken, CredentialId })).toEqual({});
    await expect(answer(pool, signed, challengeReply.Session)).rejects.toMatchObject(wrongPassword);
    await expect(pool.call('DeleteWebAuthnCredential', { AccessToken, CredentialId })).rejects.toMatchObject(
      refusal('ResourceNotFoundException'),
    );
    expect(await signIn(pool, remainingBrowser)).toHaveProperty('AuthenticationResult');
  });

  it('a user cannot delete the passkey of another user', async () => {
    const { id: CredentialId } = await register(pool, createAuthenticator(), await adas());
    await expect(
      pool.call('DeleteWebAuthnCredential', { AccessToken: await eves(), CredentialId }),
    ).rejects.toMatchObject(refusal('ResourceNotFoundException'));
  });

  it('a user has at most twenty passkeys', async () => {
    const AccessToken = await adas();
    for (let count = 0; count < 20; count += 1) await register(pool, createAuthenticator(), AccessToken);
    await expect(start(pool, AccessToken)).rejects.toMatchObject(refusal('LimitExceededException'));
  });
});

describe('a new passkey that is refused', () => {
  const make = async (
    origin = ORIGIN,
    { browser = createAuthenticator(), of: targetPool = pool, rpId }: Partial<Making> = {},
  ) => {
    const AccessToken = await adas(targetPool);
    const options = await start(targetPool, AccessToken);
    const relaxedOptions = {
      ...options,
      ...(rpId !== undefined && { rp: { id: rpId, name: rpId } }),
      // Relaxes the options, because a browser that refuses by itself would not test the pool.
      authenticatorSelection: { requireResidentKey: true, userVerification: 'preferred' as const },
    };
    return complete(targetPool, AccessToken, browser.createJSON(origin, relaxedOptions));
  };
  interface Making {
    browser: ReturnType<typeof createAuthenticator>;
    of: ReturnType<typeof passkeyPool>;
    rpId: string;
  }

  it('a passkey for another relying party is refused', async () => {
    await expect(make('https://app.example.com', { rpId: 'app.example.com' })).rejects.toMatchObject(
      refusal('WebAuthnRelyingPartyMismatchException'),
    );
  });

  it('a passkey from a page of another origin is refused', async () => {
    await expect(make('https://example.org', { rpId: 'example.org' })).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    await expect(make('http://example.com')).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    const strictPool = passkeyPool({ origins: [ORIGIN] });
    await expect(make('https://app.example.com', { of: strictPool })).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    expect(await make(ORIGIN, { of: strictPool })).toEqual({});
  });

  it('a passkey without user verification is refused if the pool requires it', async () => {
    const strictPool = passkeyPool({ userVerification: 'required' });
    await expect(make(ORIGIN, { of: strictPool, browser: withoutVerification() })).rejects.toMatchObject(
      refusal('WebAuthnCredentialNotSupportedException'),
    );
    expect(await make(ORIGIN, { of: strictPool })).toEqual({});
    expect(await make(ORIGIN, { browser: withoutVerification() })).toEqual({});
  });

  it('a key of an algorithm that was not requested is refused', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const credential = createAuthenticator({ algorithmIdentifiers: ['EdDSA'] }).createJSON(ORIGIN, {
      ...options,
      pubKeyCredParams: [{ type: 'public-key', alg: -8 }],
    });
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(
      refusal('WebAuthnCredentialNotSupportedException'),
    );
  });

  it.each(['tpm', 'apple', 'fido-u2f'])(
    'an attestation of type %s is refused, because none was requested',
    async (kind) => {
      const AccessToken = await adas();
      const credential = createAuthenticator().createJSON(ORIGIN, await start(pool, AccessToken));
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

  it('a passkey without a registration, with a used one or with another challenge is refused', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const credential = createAuthenticator().createJSON(ORIGIN, options);
    await expect(complete(pool, await eves(), credential)).rejects.toMatchObject(challengeNotFound);
    await start(pool, AccessToken);
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(challengeNotFound);
    const used = await register(pool, createAuthenticator(), AccessToken);
    await expect(complete(pool, AccessToken, used)).rejects.toMatchObject(challengeNotFound);
  });

  it('a refused passkey uses up its registration', async () => {
    const AccessToken = await adas();
    const options = await start(pool, AccessToken);
    const wrong = createAuthenticator().createJSON('http://example.com', options);
    await expect(complete(pool, AccessToken, wrong)).rejects.toMatchObject(
      refusal('WebAuthnOriginNotAllowedException'),
    );
    const right = createAuthenticator().createJSON(ORIGIN, options);
    await expect(complete(pool, AccessToken, right)).rejects.toMatchObject(challengeNotFound);
  });

  it('a registration expires after three minutes', async () => {
    const AccessToken = await adas();
    const credential = createAuthenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    pool.aws.clock.advance(180);
    await expect(complete(pool, AccessToken, credential)).rejects.toMatchObject(challengeNotFound);
  });

  it('a passkey that is registered already is refused, for the same user and for another', async () => {
    const browser = createAuthenticator();
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
    ['undefined', () => undefined],
    ['a text', (credential) => JSON.stringify(credential)],
    ['a list', () => []],
    ['an id that differs from rawId', (credential) => ({ ...credential, rawId: 'AAAA' })],
    ['another type', (credential) => ({ ...credential, type: 'password' })],
    ['no response', ({ response: _gone, ...credential }) => credential],
    [
      'client data that is not JSON',
      (credential) => ({
        ...credential,
        response: { ...(credential['response'] as object), clientDataJSON: 'AAAA' },
      }),
    ],
    [
      'an attestation that is not CBOR',
      (credential) => ({
        ...credential,
        response: { ...(credential['response'] as object), attestationObject: 'AAAA' },
      }),
    ],
  ])('a malformed credential is refused: %s', async (_what, change) => {
    const AccessToken = await adas();
    const credential = createAuthenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    await expect(
      complete(pool, AccessToken, change(credential as unknown as Record<string, unknown>)),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    expect(await list(AccessToken)).toEqual({ Credentials: [] });
  });

  it('a passkey is refused if another app client started the registration', async () => {
    const AccessToken = await adas();
    const credential = createAuthenticator().createJSON(ORIGIN, await start(pool, AccessToken));
    const snapshot = await pool.aws.snapshot();
    const ada = Object.values(snapshot.state.userPools.pools)[0]!.users['ada']!;
    ada.passkeyRegistration!.clientId = 'another';
    const changedPool = poolUnderTest({ snapshot });
    await expect(complete(changedPool, AccessToken, credential)).rejects.toMatchObject(
      refusal('WebAuthnClientMismatchException'),
    );
  });
});

/** Replaces the credential id everywhere; the attestation "none" signs nothing, so the result is well formed. */
function withId(credential: ReturnType<ReturnType<typeof createAuthenticator>['createJSON']>, id: string) {
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
  it('registration is refused if passkeys are not enabled', async () => {
    const poolWithoutPasskeys = poolUnderTest();
    const { AccessToken } = await poolWithoutPasskeys.tokens('ada', 'Correct-horse-1');
    await expect(start(poolWithoutPasskeys, AccessToken)).rejects.toMatchObject(
      refusal('WebAuthnNotEnabledException'),
    );
    await expect(complete(poolWithoutPasskeys, AccessToken, {})).rejects.toMatchObject(
      refusal('WebAuthnNotEnabledException'),
    );
    expect(await poolWithoutPasskeys.call('ListWebAuthnCredentials', { AccessToken })).toEqual({
      Credentials: [],
    });
  });

  it('registration is refused if the pool has no relying party', async () => {
    const poolWithoutPasskeys = poolUnderTest({ pool: { firstFactors: ['PASSWORD', 'WEB_AUTHN'] } });
    const { AccessToken } = await poolWithoutPasskeys.tokens('ada', 'Correct-horse-1');
    await expect(start(poolWithoutPasskeys, AccessToken)).rejects.toMatchObject(
      refusal('WebAuthnConfigurationMissingException'),
    );
  });
});

describe('sign-in with a passkey', () => {
  it("the challenge lists the user's passkeys and is answered once", async () => {
    const browser = createAuthenticator();
    const { id } = await register(pool, browser, await adas());
    const challengeReply = await challenge(pool);
    expect(challengeReply.ChallengeName).toBe('WEB_AUTHN');
    const options = optionsOf(challengeReply);
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 180_000,
      rpId: 'example.com',
      allowCredentials: [{ type: 'public-key', id, transports: ['usb'] }],
      userVerification: 'preferred',
    });
    const signed = browser.getJSON(ORIGIN, options);
    expect(await answer(pool, signed, challengeReply.Session)).toHaveProperty(
      'AuthenticationResult.RefreshToken',
    );
    await expect(answer(pool, signed, challengeReply.Session)).rejects.toMatchObject(usedToken);
  });

  it('a passkey signs in after a snapshot', async () => {
    const browser = createAuthenticator();
    await register(pool, browser, await adas());
    const { snapshotFromJson, snapshotToJson } = await import('../../../local/src/state/snapshot.ts');
    const snapshot = snapshotFromJson(snapshotToJson(await pool.aws.snapshot()));
    expect(await signIn(poolUnderTest({ snapshot }), browser)).toHaveProperty('AuthenticationResult');
  });

  it('the signature counter of a passkey is stored', async () => {
    const browser = createAuthenticator();
    await register(pool, browser, await adas());
    const counter = async () =>
      Object.values((await pool.aws.snapshot()).state.userPools.pools)[0]!.users['ada']!.passkeys[0]!.counter;
    const made = await counter();
    await signIn(pool, browser);
    await signIn(pool, browser);
    expect(await counter()).toBe(made + 2);
  });

  it('a passkey without a signature counter signs in repeatedly', async () => {
    const browser = createAuthenticator({ signCounterIncrement: 0 });
    await register(pool, browser, await adas());
    await signIn(pool, browser);
    expect(await signIn(pool, browser)).toHaveProperty('AuthenticationResult');
  });

  it('a passkey sign-in that names a device asks for its proof', async () => {
    const poolWithDevices = passkeyPool({}, { pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } } });
    const browser = createAuthenticator();
    const { device, AccessToken } = await newDevice(poolWithDevices);
    await register(poolWithDevices, browser, AccessToken);
    const challengeReply = await challenge(poolWithDevices);
    const step = await poolWithDevices.respond(
      'WEB_AUTHN',
      {
        USERNAME: 'ada',
        CREDENTIAL: JSON.stringify(browser.getJSON(ORIGIN, optionsOf(challengeReply))),
        DEVICE_KEY: device.key,
      },
      challengeReply.Session,
    );
    expect(step.ChallengeName).toBe('DEVICE_SRP_AUTH');
    expect(await proveDevice(poolWithDevices, device, step.Session)).toHaveProperty('AuthenticationResult');
  });

  it('an unknown device key is refused, and the same answer without it signs in', async () => {
    const poolWithDevices = passkeyPool({}, { pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } } });
    const browser = createAuthenticator();
    await register(poolWithDevices, browser, await adas(poolWithDevices));
    const challengeReply = await challenge(poolWithDevices);
    const signed = {
      USERNAME: 'ada',
      CREDENTIAL: JSON.stringify(browser.getJSON(ORIGIN, optionsOf(challengeReply))),
    };
    const DEVICE_KEY = 'us-east-1_00000000-0000-4000-8000-000000000000';
    await expect(
      poolWithDevices.respond('WEB_AUTHN', { ...signed, DEVICE_KEY }, challengeReply.Session),
    ).rejects.toMatchObject(refusal('ResourceNotFoundException', 'Device does not exist.'));
    expect(await poolWithDevices.respond('WEB_AUTHN', signed, challengeReply.Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('the challenge expires with its challenge token', async () => {
    const browser = createAuthenticator();
    await register(pool, browser, await adas());
    const challengeReply = await challenge(pool);
    pool.aws.clock.advance(180);
    await expect(
      answer(pool, browser.getJSON(ORIGIN, optionsOf(challengeReply)), challengeReply.Session),
    ).rejects.toMatchObject(expiredToken);
  });
});

describe('a passkey that is refused', () => {
  const startChallenge = async (browser = createAuthenticator(), targetPool = pool) => {
    await register(targetPool, browser, await adas(targetPool));
    const step = await challenge(targetPool);
    return { browser, step, options: optionsOf(step) };
  };

  it('a replayed answer is refused in a new challenge', async () => {
    const { browser, step, options } = await startChallenge();
    const signed = browser.getJSON(ORIGIN, options);
    await answer(pool, signed, step.Session);
    await expect(answer(pool, signed, (await challenge(pool)).Session)).rejects.toMatchObject(wrongPassword);
  });

  it('a replayed answer of a passkey without a counter is refused too', async () => {
    const { browser, step, options } = await startChallenge(createAuthenticator({ signCounterIncrement: 0 }));
    const signed = browser.getJSON(ORIGIN, options);
    await answer(pool, signed, step.Session);
    await expect(answer(pool, signed, (await challenge(pool)).Session)).rejects.toMatchObject(wrongPassword);
  });

  it('a passkey for a former relying party is not offered any more', async () => {
    const browser = createAuthenticator();
    const AccessToken = await adas();
    await register(pool, browser, AccessToken);
    const snapshot = await pool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.webAuthn!.relyingPartyId = 'example.org';
    const changedPool = poolUnderTest({ snapshot });
    expect((await start(changedPool, AccessToken)).excludeCredentials).toEqual([]);
    expect(await changedPool.call('GetUserAuthFactors', { AccessToken })).toMatchObject({
      ConfiguredUserAuthFactors: ['PASSWORD'],
    });
  });

  it('an answer from a page of another origin is refused and can be corrected', async () => {
    const { browser, step, options } = await startChallenge();
    const signed = browser.getJSON('http://example.com', options);
    await expect(answer(pool, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    expect(await answer(pool, browser.getJSON(ORIGIN, options), step.Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('an answer for another relying party is refused', async () => {
    const { browser, step, options } = await startChallenge();
    const origin = 'https://app.example.com';
    const foreignPasskey = browser.createJSON(origin, {
      ...(await start(pool, await adas())),
      rp: { id: 'app.example.com', name: 'app' },
      excludeCredentials: [],
    });
    const signed = browser.getJSON(origin, {
      ...options,
      rpId: 'app.example.com',
      allowCredentials: [{ type: 'public-key', id: foreignPasskey.id }],
    });
    const { id } = options.allowCredentials?.[0] ?? { id: '' };
    await expect(answer(pool, { ...signed, id, rawId: id }, step.Session)).rejects.toMatchObject(
      wrongPassword,
    );
  });

  it('the passkey of another user is refused', async () => {
    const { step, options } = await startChallenge();
    const evesBrowser = createAuthenticator();
    const { id } = await register(pool, evesBrowser, await eves());
    const signed = evesBrowser.getJSON(ORIGIN, {
      ...options,
      allowCredentials: [{ type: 'public-key', id }],
    });
    await expect(answer(pool, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    const { id: adasId } = options.allowCredentials?.[0] ?? { id: '' };
    await expect(answer(pool, { ...signed, id: adasId, rawId: adasId }, step.Session)).rejects.toMatchObject(
      wrongPassword,
    );
    await expect(answer(pool, signed, step.Session, 'eve')).rejects.toMatchObject(invalidToken);
  });

  it('an answer with another signature or another userHandle is refused', async () => {
    const { browser, step, options } = await startChallenge();
    const signed = browser.getJSON(ORIGIN, options);
    const { signature } = browser.getJSON(ORIGIN, options).response;
    const otherSignature = { ...signed, response: { ...signed.response, signature } };
    await expect(answer(pool, otherSignature, step.Session)).rejects.toMatchObject(wrongPassword);
    const { userHandle: _none, ...response } = signed.response;
    const otherUserHandle = { ...signed, response: { ...response, userHandle: idOf('somebody') } };
    await expect(answer(pool, otherUserHandle, step.Session)).rejects.toMatchObject(wrongPassword);
  });

  it('an answer without user verification is refused if the pool requires it', async () => {
    const strictPool = passkeyPool({ userVerification: 'required' });
    const verifying = createAuthenticator();
    const { step, options } = await startChallenge(verifying, strictPool);
    verifying.authenticator.params = {
      ...verifying.authenticator.params,
      verifications: { userPresent: true, userVerified: false },
      userGetAssertionInteraction: () => ({ options: { uv: false, up: true } }),
    };
    const signed = verifying.getJSON(ORIGIN, { ...options, userVerification: 'preferred' });
    await expect(answer(strictPool, signed, step.Session)).rejects.toMatchObject(wrongPassword);
  });

  it('a decreasing signature counter is refused', async () => {
    const { browser } = await startChallenge();
    await signIn(pool, browser);
    const snapshot = await pool.aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.users['ada']!.passkeys[0]!.counter = 100;
    await expect(signIn(poolUnderTest({ snapshot }), browser)).rejects.toMatchObject(wrongPassword);
  });

  it('a malformed credential is refused', async () => {
    const { browser, step, options } = await startChallenge();
    const respond = (CREDENTIAL: string) =>
      pool.respond('WEB_AUTHN', { USERNAME: 'ada', CREDENTIAL }, step.Session);
    const signed = browser.getJSON(ORIGIN, options);
    for (const text of ['{', '[]', '"text"', JSON.stringify({ ...signed, response: {} })]) {
      await expect(respond(text)).rejects.toMatchObject(invalidCredential);
    }
  });

  it('a refused passkey is printed on one line without control characters', async () => {
    const lines: string[] = [];
    const printing = passkeyPool({}, { print: (line) => void lines.push(line) });
    const { browser, step, options } = await startChallenge(createAuthenticator(), printing);
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

  it('fault 87 (secrets in logs): a refused passkey is printed without challenge, signature and challenge token', async () => {
    const lines: string[] = [];
    const printing = passkeyPool({}, { print: (line) => void lines.push(line) });
    const { browser, step, options } = await startChallenge(createAuthenticator(), printing);
    const signed = browser.getJSON('http://example.com', options);
    await expect(answer(printing, signed, step.Session)).rejects.toMatchObject(wrongPassword);
    expect(lines.some((line) => line.includes('http://example.com'))).toBe(true);
    for (const secret of [options.challenge, step.Session ?? '', signed.response.signature]) {
      expect(lines.join('\n')).not.toContain(secret);
    }
  });
});

describe('GetUserAuthFactors', () => {
  it('GetUserAuthFactors returns the factors that the user can sign in with', async () => {
    const AccessToken = await adas();
    const factors = () => pool.call('GetUserAuthFactors', { AccessToken });
    expect(await factors()).toEqual({ Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] });
    await register(pool, createAuthenticator(), AccessToken);
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
  ])('allowed is %s for %s', (allowed, origin, settings) => {
    expect(isAllowedOrigin(settings, origin)).toBe(allowed);
  });
});
