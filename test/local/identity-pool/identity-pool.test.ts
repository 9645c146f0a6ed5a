/**
 * The way from a token, or from no token, to AWS credentials: which tokens, guests and roles an identity pool
 * accepts.
 */
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { trustOf } from '../../../local/src/defaults/policies.ts';
import type { Statement } from '../../../local/src/iam/principal.ts';
import { type AwsSide, clientId, createAwsSide, forger, provider } from '../sts/aws-side.ts';
import { asGuest, asUser } from '../sts/principals.ts';
import { getId, getKeys, refused } from './calls.ts';

const logins = async (aws: AwsSide, sub: string) => ({ [provider]: await aws.idToken(sub) });

describe('identities', () => {
  it('a login always gets the same identity; each guest gets a new one', async () => {
    const aws = createAwsSide();
    const ada = await getId(aws, await logins(aws, 'ada'));
    expect(ada).toMatch(/^us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await getId(aws, await logins(aws, 'ada'))).toBe(ada);
    expect(await getId(aws, await logins(aws, 'eve'))).not.toBe(ada);
    expect(await getId(aws)).not.toBe(await getId(aws));
  });

  it('a guest identity is linked to the login at sign-in and requires that login afterwards', async () => {
    const aws = createAwsSide();
    const guest = await getId(aws);
    const linked = await getKeys(aws, guest, await logins(aws, 'ada'));
    expect(linked.IdentityId).toBe(guest);
    expect(await getId(aws, await logins(aws, 'ada'))).toBe(guest);
    await expect(getKeys(aws, guest)).rejects.toMatchObject(
      refused(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      ),
    );
  });

  it("fault 72 (merged identity): a guest identity merges into the user's older identity, whose id is returned", async () => {
    const aws = createAwsSide();
    const ada = await getId(aws, await logins(aws, 'ada'));
    const guest = await getId(aws);
    expect((await getKeys(aws, guest, await logins(aws, 'ada'))).IdentityId).toBe(ada);
    expect((await getKeys(aws, guest, await logins(aws, 'ada'))).IdentityId).toBe(ada);
    await expect(getKeys(aws, guest)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(getKeys(aws, guest, await logins(aws, 'eve'))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
  });

  it('fault 70 (user switch): one user never gets credentials for the identity of another user', async () => {
    const aws = createAwsSide();
    const ada = await getId(aws, await logins(aws, 'ada'));
    await expect(getKeys(aws, ada, await logins(aws, 'eve'))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    expect(await getId(aws, await logins(aws, 'ada'))).toBe(ada);
  });

  it('an unknown identity or pool is reported as not found', async () => {
    const aws = createAwsSide();
    await expect(getKeys(aws, 'us-east-1:00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      aws.identity.send(
        new GetIdCommand({ IdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(aws.identity.send(new GetIdCommand({ IdentityPoolId: '../etc' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('ID tokens', () => {
  const unverified = refused("Invalid login token. Couldn't verify signed token.");

  it('fault 65 (forged token): forged and unsigned tokens and tokens signed with a wrong key are refused', async () => {
    const aws = createAwsSide();
    const good = await aws.idToken('ada');
    const [head = '', payload = '', signature = ''] = good.split('.');
    const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      iss: `https://${provider}`,
      aud: clientId,
      token_use: 'id',
      sub: 'ada',
      exp: Math.floor(Date.now() / 1000) + 60,
    };
    const forged = [
      await aws.idToken('ada', {}, forger.privateKey),
      `${base64({ alg: 'none' })}.${payload}.`,
      `${base64({ alg: 'none' })}.${base64(claims)}.${signature}`,
      `${head}.${base64({ ...claims, sub: 'eve' })}.${signature}`,
      `${base64({ alg: 'RS256', kid: 'other' })}.${payload}.${signature}`,
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
        .sign(new TextEncoder().encode('x'.repeat(32))),
      'no token at all',
    ];
    for (const token of forged)
      await expect(getId(aws, { [provider]: token })).rejects.toMatchObject(unverified);
    await expect(getId(aws, { [provider]: good })).resolves.toMatch(/^us-east-1:/);
  });

  it('an ID token that expired by the local clock is refused', async () => {
    const aws = createAwsSide();
    const Logins = await logins(aws, 'ada');
    const id = await getId(aws, Logins);
    aws.advance(3599);
    await getKeys(aws, id, Logins);
    aws.advance(2);
    await expect(getKeys(aws, id, Logins)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: expect.stringMatching(/^Invalid login token\. Token expired: \d+ >= \d+$/),
    });
  });

  it.each([
    [
      'the token_use of an access token',
      { token_use: 'access' },
      'Invalid login token. Not a valid OpenId Connect identity token.',
    ],
    [
      'no token_use',
      { token_use: undefined },
      'Invalid login token. Not a valid OpenId Connect identity token.',
    ],
    [
      'another client',
      { aud: 'anotherclientanotherclient' },
      'Invalid login token. Incorrect token audience.',
    ],
    [
      'another issuer',
      { iss: `https://${provider}x` },
      "Invalid login token. Issuer doesn't match providerName",
    ],
    [
      'an issuer with a slash behind it',
      { iss: `https://${provider}/` },
      "Invalid login token. Issuer doesn't match providerName",
    ],
    ['a start in the future', { nbf: 4e9 }, "Invalid login token. Couldn't verify signed token."],
  ])('fault 64 (foreign token): an ID token with %s is refused', async (_, claims, message) => {
    const aws = createAwsSide();
    await expect(getId(aws, { [provider]: await aws.idToken('ada', claims) })).rejects.toMatchObject(
      refused(message),
    );
  });

  it('an ID token of another user pool is refused, also next to a valid one', async () => {
    const aws = createAwsSide();
    const message = 'Token is not from a supported provider of this identity pool.';
    const foreign = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Foreign01';
    const token = await aws.idToken('ada', { iss: `https://${foreign}` });
    await expect(getId(aws, { [foreign]: token })).rejects.toMatchObject(refused(message));
    await expect(getId(aws, { ...(await logins(aws, 'ada')), [foreign]: token })).rejects.toMatchObject(
      refused(message),
    );
  });
});

describe('guests', () => {
  it('guests are refused where the pool does not allow unauthenticated access', async () => {
    const aws = createAwsSide();
    const id = await getId(aws);
    aws.pool.guests = 'refused';
    const message = 'Unauthenticated access is not supported for this identity pool.';
    await expect(getId(aws)).rejects.toMatchObject(refused(message));
    await expect(getKeys(aws, id)).rejects.toMatchObject(refused(message));
    await expect(getId(aws, await logins(aws, 'ada'))).resolves.toBeTruthy();
  });
});

describe('roles', () => {
  const invalid = refused(
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    'InvalidIdentityPoolConfigurationException',
  );
  const guestRole = 'arn:aws:iam::123456789012:role/cognito-kit-guest';
  const userRole = 'arn:aws:iam::123456789012:role/cognito-kit-user';

  it('users and guests get the default roles of the pool, guests with a session policy', async () => {
    const aws = createAwsSide();
    const user = aws.sts.issued[(await asUser(aws)).keys.accessKeyId];
    const guest = aws.sts.issued[(await asGuest(aws)).keys.accessKeyId];
    expect(user?.principal).toMatchObject({
      arn: 'arn:aws:sts::123456789012:assumed-role/cognito-kit-user/CognitoIdentityCredentials',
      roleArn: userRole,
      context: {
        'cognito-identity.amazonaws.com:amr': ['authenticated', provider, `${provider}:CognitoSignIn:ada`],
      },
    });
    expect(user?.principal.sessionPolicy).toBeUndefined();
    expect(guest?.principal).toMatchObject({
      roleArn: guestRole,
      context: { 'cognito-identity.amazonaws.com:amr': ['unauthenticated'] },
      sessionPolicy: { Version: '2012-10-17' },
    });
  });

  it('credentials are valid for one hour and Expiration is a number of seconds', async () => {
    const aws = createAwsSide();
    const id = await getId(aws);
    const reply = await aws.services.identity(
      new Request(`${aws.endpoint}/`, {
        method: 'POST',
        headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetCredentialsForIdentity' },
        body: JSON.stringify({ IdentityId: id }),
      }),
    );
    const { Credentials } = (await reply.json()) as { Credentials: Record<string, unknown> };
    expect(Credentials['AccessKeyId']).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials['SecretKey']).toMatch(/^[\w+/]{40}$/);
    expect(Credentials['Expiration']).toBeGreaterThan(aws.platform.now() / 1000 + 3590);
    expect(Credentials['Expiration']).toBeLessThanOrEqual(aws.platform.now() / 1000 + 3600);
    expect(Number.isInteger(Credentials['Expiration'])).toBe(true);
    expect(reply.headers.get('cache-control')).toBe('private, no-store');
  });

  const statement = (poolId: string) => trustOf(poolId, 'unauthenticated').Statement as Statement;
  const aud = 'cognito-identity.amazonaws.com:aud';
  const amr = 'cognito-identity.amazonaws.com:amr';

  it.each<[string, (good: Statement, poolId: string) => Partial<Statement>]>([
    ['no condition', () => ({ Condition: {} })],
    [
      'no aud',
      (good) => ({ Condition: { 'ForAnyValue:StringLike': good.Condition!['ForAnyValue:StringLike']! } }),
    ],
    ['no amr', (good) => ({ Condition: { StringEquals: good.Condition!['StringEquals']! } })],
    [
      'an aud that may be missing',
      (_, id) => ({
        Condition: { StringEqualsIfExists: { [aud]: id }, 'ForAnyValue:StringLike': { [amr]: '*' } },
      }),
    ],
    [
      'an amr under ForAllValues',
      (_, id) => ({ Condition: { StringEquals: { [aud]: id }, 'ForAllValues:StringLike': { [amr]: '*' } } }),
    ],
    [
      'an aud that only excludes another pool',
      (_, id) => ({
        Condition: { StringNotEquals: { [aud]: `${id}0` }, 'ForAnyValue:StringLike': { [amr]: '*' } },
      }),
    ],
    [
      'another pool',
      () => ({
        Condition: { StringEquals: { [aud]: 'us-east-1:other' }, 'ForAnyValue:StringLike': { [amr]: '*' } },
      }),
    ],
    [
      'users only, for guests',
      (_, id) => ({
        Condition: { StringEquals: { [aud]: id }, 'ForAnyValue:StringLike': { [amr]: 'authenticated' } },
      }),
    ],
    ['another provider', () => ({ Principal: { Federated: 'accounts.google.com' } })],
    ['an AWS principal', () => ({ Principal: { AWS: 'cognito-identity.amazonaws.com' } })],
    ['any principal', () => ({ Principal: '*' })],
    ['another action', () => ({ Action: 'sts:AssumeRole' })],
    ['a denial', () => ({ Effect: 'Deny' })],
  ])('fault 74 (role trust): a trust policy with %s gives no credentials', async (_, changeStatement) => {
    const aws = createAwsSide();
    const good = statement(aws.pool.id);
    const role = aws.iam.roles[guestRole]!;
    role.trustPolicy = {
      Version: '2012-10-17',
      Statement: [{ ...good, ...changeStatement(good, aws.pool.id) }],
    };
    const id = await getId(aws);
    await expect(getKeys(aws, id)).rejects.toMatchObject(invalid);
    expect(aws.lines.at(-1)).toMatch(
      /^no keys: the role cognito-kit-guest does not trust the identity pool: /,
    );
    role.trustPolicy = { Version: '2012-10-17', Statement: [good] };
    await expect(getKeys(aws, id)).resolves.toHaveProperty('Credentials');
  });

  it('a pool without a role for guests gives guests no credentials', async () => {
    const aws = createAwsSide();
    const id = await getId(aws);
    delete aws.pool.roles.unauthenticated;
    await expect(getKeys(aws, id)).rejects.toMatchObject(invalid);
  });

  it('fault 76 (CustomRoleArn): a role that the token does not name is refused, without a fallback to another role', async () => {
    const aws = createAwsSide();
    const getCredentials = async (claims = {}) => {
      const Logins = { [provider]: await aws.idToken('ada', claims) };
      const IdentityId = await getId(aws, Logins);
      return aws.identity.send(
        new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn: userRole }),
      );
    };
    await expect(getCredentials()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(getCredentials({ 'cognito:roles': [guestRole] })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await expect(getCredentials({ 'cognito:roles': [userRole] })).resolves.toHaveProperty('Credentials');
  });
});
