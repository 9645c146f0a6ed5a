/** Local AWSs are isolated from each other, and a snapshot carries the state of one to another. */
import { describe, expect, it } from 'vitest';
import { createLocalAws, snapshotFromJson, snapshotToJson } from 'cognito-kit-local';
import { poolUnderTest, refusal } from '../user-pool/pool-under-test.ts';

describe('two local AWSs', () => {
  it('users, messages, time and keys of one are not visible in the other', async () => {
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

  it('a local AWS that starts from a snapshot does not change the first one or the snapshot', async () => {
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
  it('a snapshot carries tokens and keys over, also through JSON', async () => {
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

  it('a snapshot through JSON keeps bytes', async () => {
    const aws = createLocalAws();
    const before = await aws.snapshot();
    const [object] = before.state.s3.buckets['cognito-kit-local']!.objects;
    const after = snapshotFromJson(snapshotToJson(before));
    expect(object!.bytes.length).toBeGreaterThan(0);
    expect(after).toEqual(before);
  });

  it('a snapshot without the user pool of the region is refused', async () => {
    const snapshot = await createLocalAws().snapshot();
    expect(() => createLocalAws({ snapshot, region: 'eu-west-1' })).toThrow(
      /no user pool eu-west-1_Local0001.*it has us-east-1_Local0001/,
    );
  });

  it('a snapshot with an unknown condition operator in a policy is refused', async () => {
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

  it('settings passed with a snapshot are applied', async () => {
    const snapshot = await createLocalAws().snapshot();
    const legacy = poolUnderTest({ snapshot, client: { preventUserExistenceErrors: 'LEGACY' } });
    await expect(legacy.password('nobody', 'Nobody-1')).rejects.toMatchObject(
      refusal('UserNotFoundException'),
    );
  });

  it.each(['', '{', 'null', '[]', '{"version":2,"state":{}}', '{"version":1}'])(
    'fault 13 (corrupt state): the snapshot %j is refused',
    (json) => {
      expect(() => snapshotFromJson(json)).toThrow();
    },
  );
});

describe('the users option', () => {
  it('the users option replaces the default users; a username and a TOTP secret are generated if missing', async () => {
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

describe('the region option', () => {
  it('the ids of the pools begin with the region', async () => {
    const { config } = createLocalAws({ region: 'eu-west-1' });
    expect(config.userPoolId).toBe('eu-west-1_Local0001');
    expect(config.identityPoolId).toMatch(/^eu-west-1:/);
  });
});
