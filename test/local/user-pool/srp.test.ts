/** USER_SRP_AUTH: the right password signs in, and every changed, replayed, old or foreign claim is refused. */
import { decodeJwt } from 'jose';
import { createLocalAws } from 'cognito-kit-local';
import { beforeEach, describe, expect, it } from 'vitest';
import { expiredToken, poolUnderTest, refusal, usedToken, wrongPassword } from './pool-under-test.ts';
import { N, srpClient, timestampOf, verifierOf } from './srp-client.ts';

const pool = poolUnderTest();
const { aws, initiate, respond, poolName } = pool;
const ada = { username: 'ada', password: 'Correct-horse-1' };
beforeEach(() => aws.reset());

/** Runs the exchange up to the claim; the test sends the claim, changed or not. */
async function begin(username = ada.username, password = ada.password, signedAt = aws.clock.now()) {
  const client = srpClient();
  const { ChallengeParameters: parameters = {} } = await initiate('USER_SRP_AUTH', {
    USERNAME: username,
    SRP_A: client.A,
  });
  return { parameters, claim: client.claim(poolName, parameters, password, timestampOf(signedAt)) };
}

const flipFirstBit = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
};

describe('SRP sign-in', () => {
  it('the challenge contains all parameters of PASSWORD_VERIFIER, and its answer gives tokens', async () => {
    const { parameters, claim } = await begin();
    expect(Object.keys(parameters).toSorted()).toEqual([
      'SALT',
      'SECRET_BLOCK',
      'SRP_B',
      'USERNAME',
      'USER_ID_FOR_SRP',
    ]);
    const { AuthenticationResult, ChallengeName } = await respond('PASSWORD_VERIFIER', claim);
    expect(ChallengeName).toBeUndefined();
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({ 'cognito:username': 'ada' });
  });

  it('a user is found by username in any case and by email, and the stored username is hashed', async () => {
    for (const name of ['ADA', 'ada@example.com', 'Ada@Example.com']) {
      const { parameters, claim } = await begin(name);
      expect(parameters['USER_ID_FOR_SRP']).toBe('ada');
      expect(await respond('PASSWORD_VERIFIER', { ...claim, USERNAME: name })).toHaveProperty(
        'AuthenticationResult',
      );
    }
  });

  it.each([
    ['0', 0n],
    ['N', N],
    ['2·N', 2n * N],
  ])('A = %s is refused, because it would fix the shared secret', async (_name, A) => {
    await expect(initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A: A.toString(16) })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'SRP_A is not a valid public value.'),
    );
  });

  it.each(['xyz', '-1', '', `1${'0'.repeat(2000)}`])('the SRP_A %j is refused', async (SRP_A) => {
    await expect(initiate('USER_SRP_AUTH', { USERNAME: 'ada', SRP_A })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('a wrong password is refused', async () => {
    await expect(pool.srp('ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('fault 84 (tampered signature): a changed signature is refused', async () => {
    const { claim } = await begin();
    const PASSWORD_CLAIM_SIGNATURE = flipFirstBit(claim['PASSWORD_CLAIM_SIGNATURE'] ?? '');
    await expect(respond('PASSWORD_VERIFIER', { ...claim, PASSWORD_CLAIM_SIGNATURE })).rejects.toMatchObject(
      wrongPassword,
    );
  });

  it.each(['', 'AAAA', 'not base64!'])('the signature %j is refused', async (signature) => {
    const { claim } = await begin();
    await expect(
      respond('PASSWORD_VERIFIER', { ...claim, PASSWORD_CLAIM_SIGNATURE: signature }),
    ).rejects.toHaveProperty('code', signature ? 'NotAuthorizedException' : 'InvalidParameterException');
  });

  it('a changed secret block is refused', async () => {
    const { claim } = await begin();
    const PASSWORD_CLAIM_SECRET_BLOCK = flipFirstBit(claim['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '');
    await expect(
      respond('PASSWORD_VERIFIER', { ...claim, PASSWORD_CLAIM_SECRET_BLOCK }),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('a secret block is accepted once, after a success and after a failure', async () => {
    const right = await begin();
    await respond('PASSWORD_VERIFIER', right.claim);
    await expect(respond('PASSWORD_VERIFIER', right.claim)).rejects.toMatchObject(usedToken);

    const wrong = await begin('ada', 'Wrong-horse-1');
    await expect(respond('PASSWORD_VERIFIER', wrong.claim)).rejects.toMatchObject(wrongPassword);
    await expect(respond('PASSWORD_VERIFIER', wrong.claim)).rejects.toMatchObject(usedToken);
  });

  it('fault 23 (expired MFA session): an exchange that is three minutes old is refused', async () => {
    const { claim } = await begin();
    aws.clock.advance(180);
    await expect(respond('PASSWORD_VERIFIER', claim)).rejects.toMatchObject(expiredToken);
  });

  it('the secret block of one user is refused for another user', async () => {
    const { claim } = await begin();
    await expect(respond('PASSWORD_VERIFIER', { ...claim, USERNAME: 'linus' })).rejects.toMatchObject(
      wrongPassword,
    );
  });

  it('the secret block of one client is refused from another client', async () => {
    const snapshot = await aws.snapshot();
    const [localPool] = Object.values(snapshot.state.userPools.pools);
    const [client] = Object.values(localPool!.clients);
    localPool!.clients['second'] = { ...client!, id: 'second' };
    const twoClientPool = poolUnderTest({ snapshot });
    const srp = srpClient();
    const { ChallengeParameters = {} } = await twoClientPool.initiate('USER_SRP_AUTH', {
      USERNAME: 'ada',
      SRP_A: srp.A,
    });
    const ChallengeResponses = srp.claim(
      poolName,
      ChallengeParameters,
      ada.password,
      timestampOf(aws.clock.now()),
    );
    const ChallengeName = 'PASSWORD_VERIFIER';
    await expect(
      twoClientPool.call('RespondToAuthChallenge', { ClientId: 'second', ChallengeName, ChallengeResponses }),
    ).rejects.toMatchObject(wrongPassword);
    // The same answer is right if it comes from its own client.
    expect(
      await twoClientPool.call('RespondToAuthChallenge', {
        ClientId: twoClientPool.ClientId,
        ChallengeName,
        ChallengeResponses,
      }),
    ).toHaveProperty('AuthenticationResult');
  });

  it.each([
    'Mon Nov 23 9:00:00 UTC 2026',
    'Sun Nov 23 09:00:00 UTC 2026',
    'Mon Nov 31 09:00:00 UTC 2026',
    'Mon Nov 23 24:00:00 UTC 2026',
    'Mon Nov 23 09:00:00 GMT 2026',
    '2026-11-23T09:00:00Z',
    'Thu Jan 01 05:01:06 UTC 2026',
  ])('the timestamp %j is refused for its format', async (TIMESTAMP) => {
    const { claim } = await begin();
    await expect(respond('PASSWORD_VERIFIER', { ...claim, TIMESTAMP })).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
      ),
    );
  });

  it('fault 17 (wrong clock): a timestamp one day off is accepted, two days off is refused', async () => {
    const DAY = 86_400_000;
    for (const difference of [-DAY, DAY]) {
      const { claim } = await begin('ada', ada.password, aws.clock.now() + difference);
      expect(await respond('PASSWORD_VERIFIER', claim)).toHaveProperty('AuthenticationResult');
    }
    for (const difference of [-2 * DAY, 2 * DAY]) {
      const { claim } = await begin('ada', ada.password, aws.clock.now() + difference);
      await expect(respond('PASSWORD_VERIFIER', claim)).rejects.toMatchObject(wrongPassword);
    }
  });

  it.each([
    ['its top bit set', 'f0e1d2c3b4a5968778695a4b3c2d1e0f'],
    ['a leading zero byte', '00ff0000000000000000000000000001'],
    ['an odd number of digits', '7f3'],
  ])('fault 85 (padding): client and service agree about a salt with %s', async (_what, hex) => {
    const salt = BigInt(`0x${hex}`);
    const snapshot = await aws.snapshot();
    const [localPool] = Object.values(snapshot.state.userPools.pools);
    Object.assign(localPool!.users['ada']!.password!, {
      salt: salt.toString(16),
      verifier: verifierOf(poolName, 'ada', 'Pad-me-right-1', salt).toString(16),
    });
    expect(await poolUnderTest({ snapshot }).srp('ada', 'Pad-me-right-1')).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('the state contains the verifier of a password, not the password', async () => {
    const localAws = createLocalAws({
      users: [{ username: 'eve', email: 'eve@example.com', password: 'Canary-pass-77' }],
    });
    expect(JSON.stringify(await localAws.snapshot())).not.toContain('Canary-pass-77');
  });
});
