/** Proves which tokens a server refuses. Each is signed by the pool's own key, apart from one mistake. */
import { SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { decodeJwt } from '../../../src/lib/jwt.ts';
import type { Tokens } from '../../../src/protocol/tokens.ts';
import { createTokenVerifier } from '../../../src/server/verify.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { rsaKey } from '../../support/signing-keys.ts';
import { createAppServer } from '../../support/app-server.ts';

const appServer = createAppServer();
const config = resolveConfig({ ...appServer.ids, location: undefined });
const { fetch } = appServer.aws;
const verify = createTokenVerifier(config, { fetch, clock: systemClock });

let tokens: Tokens;
let kid: string;
let poolKey: CryptoKey;
beforeAll(async () => {
  ({ tokens } = await appServer.openSignedIn());
  kid = (JSON.parse(atob(tokens.idToken.split('.')[0]!)) as { kid: string }).kid;
  poolKey = (await rsaKey(appServer.ids.userPoolId)).privateKey;
});

const sign = (claims: JWTPayload, key: CryptoKey | Uint8Array, header: Partial<JWTHeaderParameters> = {}) =>
  new SignJWT({ ...decodeJwt(tokens.idToken), ...claims })
    .setProtectedHeader({ alg: 'RS256', kid, ...header })
    .sign(key);
const refused = { kind: 'protocol', code: 'InvalidToken' };
const now = () => Math.floor(Date.now() / 1000);
const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

it('a valid token is accepted, also from the pool’s other issuer name', async () => {
  await verify(tokens.idToken, 'id');
  await verify(tokens.accessToken, 'access');
  await verify(await sign({}, poolKey), 'id');
  const { hostname, pathname } = new URL(String(decodeJwt(tokens.idToken)?.['iss']));
  await verify(await sign({ iss: `https://issuer-${hostname}${pathname}` }, poolKey), 'id');
});

describe('the token verifier refuses', () => {
  it.each([
    ['of another pool', { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Foreign01' }],
    [
      'of an issuer that only begins alike',
      { iss: 'https://cognito-idp.eu-west-1.amazonaws.com.evil.example/x' },
    ],
    ['for another app client', { aud: 'anotherclient' }],
    [
      'for another app client that names this one in the claim of an access token',
      { aud: 'anotherclient', client_id: appServer.ids.clientId },
    ],
  ])('fault 64 (foreign token): a token %s is refused', async (_, claims) => {
    await expect(verify(await sign(claims, poolKey), 'id')).rejects.toMatchObject(refused);
  });

  it('fault 65 (forged token): a token with alg none is refused', async () => {
    const [, payload = ''] = tokens.idToken.split('.');
    for (const alg of ['none', 'None', ''])
      for (const signature of ['', 'AAAA', tokens.idToken.split('.')[2]!])
        await expect(verify([part({ alg, kid }), payload, signature].join('.'), 'id')).rejects.toMatchObject(
          refused,
        );
  });

  it('fault 65 (forged token): a token signed by HS256 with the public key as its secret is refused', async () => {
    const { keys } = (await fetch(
      `${appServer.ids.endpoint}/${appServer.ids.userPoolId}/.well-known/jwks.json`,
    ).then((reply) => reply.json())) as { keys: { n: string }[] };
    for (const secret of [keys[0]!.n, JSON.stringify(keys[0])])
      await expect(
        verify(await sign({}, new TextEncoder().encode(secret), { alg: 'HS256' }), 'id'),
      ).rejects.toMatchObject(refused);
  });

  it('fault 65 (forged token): a token that names an unknown key, no key or a key of its own is refused', async () => {
    const { privateKey, publicKey } = await rsaKey('a forger’s');
    const jwk = (await crypto.subtle.exportKey('jwk', publicKey)) as JWTHeaderParameters['jwk'] & object;
    for (const header of [{ kid: 'unknown' }, { kid: undefined }, { kid }, { kid: 'unknown', jwk }])
      await expect(verify(await sign({}, privateKey, header as object), 'id')).rejects.toMatchObject(refused);
    await expect(verify(await sign({}, poolKey, { kid: 'unknown' }), 'id')).rejects.toMatchObject(refused);
    // A valid token is still accepted.
    await verify(tokens.idToken, 'id');
  });

  it('fault 66 (wrong token_use): a token with another token_use is refused', async () => {
    await expect(verify(tokens.accessToken, 'id')).rejects.toMatchObject(refused);
    await expect(verify(tokens.idToken, 'access')).rejects.toMatchObject(refused);
    await expect(verify(await sign({ token_use: 'refresh' }, poolKey), 'id')).rejects.toMatchObject(refused);
  });

  it('fault 67 (expired token): a token that has expired or is not valid yet is refused', async () => {
    await expect(verify(await sign({ exp: now() - 1 }, poolKey), 'id')).rejects.toMatchObject(refused);
    await expect(verify(await sign({ nbf: now() + 60 }, poolKey), 'id')).rejects.toMatchObject(refused);
  });

  it('a token with altered claims is refused', async () => {
    const [header, , signature] = tokens.idToken.split('.');
    const changed = [header, part({ ...decodeJwt(tokens.idToken), sub: 'someone-else' }), signature].join(
      '.',
    );
    await expect(verify(changed, 'id')).rejects.toMatchObject(refused);
  });

  it.each(['', 'a.b.c', '...', 'x'.repeat(70_000)])(
    'fault 49 (malformed token): a text that is no token is refused (%#)',
    async (text) => {
      await expect(verify(text, 'id')).rejects.toMatchObject(refused);
    },
  );
});

it('fault 5 (no reply): the verifier gives up on keys after 8 seconds with a network error', async () => {
  const clock = createFakeClock();
  const hung = createTokenVerifier(config, { fetch: () => new Promise(() => {}), clock });
  const verdict = expect(hung(tokens.idToken, 'id')).rejects.toMatchObject({ kind: 'network' });
  await clock.advance(8_000);
  await verdict;
});

it('the verifier reads keys from the hosts of China and of the European Sovereign Cloud', async () => {
  const addresses: string[] = [];
  for (const userPoolId of ['cn-north-1_Ab12Cd34E', 'eusc-de-east-1_Ab12Cd34E']) {
    const otherPartition = resolveConfig({ userPoolId, clientId: 'client', location: undefined });
    const verifier = createTokenVerifier(otherPartition, {
      clock: systemClock,
      fetch: async (uri) => {
        addresses.push(uri);
        return Response.json({ keys: [] });
      },
    });
    const token = await sign({ iss: `https://${otherPartition.login}` }, poolKey);
    await expect(verifier(token, 'id')).rejects.toMatchObject(refused);
  }
  expect(addresses).toEqual([
    'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab12Cd34E/.well-known/jwks.json',
    'https://cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_Ab12Cd34E/.well-known/jwks.json',
  ]);
});
