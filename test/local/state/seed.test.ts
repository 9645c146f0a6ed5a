/** A seed makes runs equal: the same calls in the same order get the same ids, codes, tokens and keys. */
import { describe, expect, it } from 'vitest';
import { poolUnderTest } from '../user-pool/pool-under-test.ts';

const marie = (ClientId: string) => ({
  ClientId,
  Username: 'marie',
  Password: 'Polonium-84',
  UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
});

async function run(pool: ReturnType<typeof poolUnderTest>) {
  const { UserSub } = await pool.call('SignUp', marie(pool.ClientId));
  const code = await pool.aws.outbox.code('marie@example.com');
  await pool.call('ConfirmSignUp', { ClientId: pool.ClientId, Username: 'marie', ConfirmationCode: code });
  const tokens = await pool.tokens('marie', 'Polonium-84');
  const reply = await pool.aws.fetch(pool.aws.config.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
    body: JSON.stringify({ IdentityPoolId: pool.aws.config.identityPoolId }),
  });
  const { totpSecret } = pool.aws.users[0]!;
  return { UserSub, code, tokens, guest: await reply.json(), root: pool.aws.rootCredentials, totpSecret };
}

const users = [{ email: 'ada@example.com', password: 'Correct-horse-1', totp: true }];

describe('a seed', () => {
  it('two local AWSs with one seed give equal ids, codes, secrets, tokens and keys', async () => {
    const [one, two] = [poolUnderTest({ seed: 'a', users }), poolUnderTest({ seed: 'a', users })];
    const first = await run(one);
    expect(await run(two)).toEqual(first);
    const other = await run(poolUnderTest({ seed: 'b', users }));
    for (const name of Object.keys(first) as (keyof typeof first)[])
      expect(other[name]).not.toEqual(first[name]);
  });

  it('a reset starts the seed again', async () => {
    const pool = poolUnderTest({ seed: 'a', users });
    const first = await run(pool);
    await pool.aws.reset();
    expect(await run(pool)).toEqual(first);
  });

  it('two local AWSs without a seed differ in all of these', async () => {
    const [one, two] = [await run(poolUnderTest({ users })), await run(poolUnderTest({ users }))];
    for (const name of Object.keys(one) as (keyof typeof one)[]) expect(two[name]).not.toEqual(one[name]);
  });
});
