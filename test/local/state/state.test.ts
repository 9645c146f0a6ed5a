/** One local AWS beside another, and one after another. */
import { describe, expect, it } from 'vitest';
import { createLocalAws, snapshotFromJson, snapshotToJson } from 'cognito-kit-local';
import { poolUnderTest, refusal } from '../user-pool/pool-under-test.ts';

describe('two local AWSs', () => {
  it('share nothing: no users, no messages, no time, no keys', async () => {
    const [one, two] = [poolUnderTest({}, 'own'), poolUnderTest({}, 'own')];
    await one.call('SignUp', {
      ClientId: one.ClientId,
      Username: 'marie',
      Password: 'Polonium-84',
      UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
    });
    one.aws.clock.advance(60);
    expect(two.aws.outbox.all()).toEqual([]);
    expect(two.aws.clock.now()).toBe(one.aws.clock.now() - 60_000);
    expect(two.aws.rootCredentials).not.toEqual(one.aws.rootCredentials);
    const { AccessToken, RefreshToken } = await one.tokens('ada', 'Correct-horse-1');
    await expect(two.call('GetUser', { AccessToken })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid Access Token'),
    );
    await expect(
      two.call('GetTokensFromRefreshToken', { ClientId: two.ClientId, RefreshToken }),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'Invalid Refresh Token.'));
    await expect(two.password('marie', 'Polonium-84')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Incorrect username or password.'),
    );
  });

  it('do not show in each other after one began as the snapshot of the other', async () => {
    const one = poolUnderTest();
    const snapshot = await one.aws.snapshot();
    const two = poolUnderTest({ snapshot });
    const { AccessToken } = await one.tokens('ada', 'Correct-horse-1');
    await two.call('ForgotPassword', { ClientId: two.ClientId, Username: 'ada' });
    expect(one.aws.outbox.all()).toEqual([]);
    expect(snapshot.state.outbox).toEqual([]);
    expect(snapshot.state.userPools.pools['us-east-1_Local0001']!.users['ada']!.codes).toEqual({});
    expect(await one.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
  });
});

describe('a snapshot', () => {
  it('carries sessions and keys over, through JSON too', async () => {
    const one = poolUnderTest();
    const { AccessToken, RefreshToken } = await one.tokens('ada', 'Correct-horse-1');
    const snapshot = snapshotFromJson(snapshotToJson(await one.aws.snapshot()));
    const two = poolUnderTest({ snapshot });
    expect(await two.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' });
    expect(
      await two.call('GetTokensFromRefreshToken', { ClientId: two.ClientId, RefreshToken }),
    ).toHaveProperty('AuthenticationResult');
    expect(two.aws.rootCredentials).toEqual(one.aws.rootCredentials);
  });

  it('carries bytes as they were', async () => {
    const aws = createLocalAws();
    const before = await aws.snapshot();
    const [object] = before.state.s3.buckets['cognito-kit-local']!.objects;
    const after = snapshotFromJson(snapshotToJson(before));
    expect(object!.bytes.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });

  it('is refused for another region, whose pool it has not', async () => {
    const snapshot = await createLocalAws().snapshot();
    expect(() => createLocalAws({ snapshot, region: 'eu-west-1' })).toThrow(
      /no user pool eu-west-1_Local0001.*it has us-east-1_Local0001/,
    );
  });

  it('is refused with a policy that could never match', async () => {
    const snapshot = await createLocalAws().snapshot();
    const [role] = Object.values(snapshot.state.iam.roles);
    const statement = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
    const document = {
      Version: '2012-10-17',
      Statement: { ...statement, Condition: { StringEqual: { 'aws:userid': 'x' } } },
    } as const;
    role!.policies = [{ name: 'misspelt', document }];
    expect(() => createLocalAws({ snapshot })).toThrow(/the policy misspelt uses .*"StringEqual"/);
  });

  it('takes the settings that are given with it', async () => {
    const snapshot = await createLocalAws().snapshot();
    const legacy = poolUnderTest({ snapshot, client: { preventUserExistenceErrors: 'LEGACY' } });
    await expect(legacy.password('nobody', 'Nobody-1')).rejects.toMatchObject(
      refusal('UserNotFoundException'),
    );
  });

  it.each(['', '{', 'null', '[]', '{"version":2,"state":{}}', '{"version":1}'])(
    'fault 13: is refused as %j',
    (json) => {
      expect(() => snapshotFromJson(json)).toThrow();
    },
  );
});

describe('users given', () => {
  it('take the place of the default ones; a name and a TOTP secret are made up where they lack', async () => {
    const pool = poolUnderTest({ users: [{ email: 'eve@example.com', password: 'Eve-pass-1', totp: true }] });
    expect(pool.aws.users).toEqual([
      {
        username: 'eve',
        email: 'eve@example.com',
        password: 'Eve-pass-1',
        totpSecret: expect.stringMatching(/^[A-Z2-7]{52}$/),
      },
    ]);
    const { Session } = await pool.srp('eve', 'Eve-pass-1');
    const SOFTWARE_TOKEN_MFA_CODE = pool.totp(pool.aws.users[0]?.totpSecret ?? '');
    expect(
      await pool.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'eve', SOFTWARE_TOKEN_MFA_CODE }, Session),
    ).toHaveProperty('AuthenticationResult');
  });
});

describe('another region', () => {
  it('names everything after itself', async () => {
    const { config } = createLocalAws({ region: 'eu-west-1' });
    expect(config.userPoolId).toBe('eu-west-1_Local0001');
    expect(config.identityPoolId).toMatch(/^eu-west-1:/);
  });
});
