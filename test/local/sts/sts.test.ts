/** Temporary keys: whose they are, how long they hold, and how each service says that they do not. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { Bucket, createAwsSide, type Keys } from './aws-side.ts';
import { asGuest, asRoot, asUser } from './principals.ts';

const Key = 'public/gallery/the-old-quay.svg';

describe('GetCallerIdentity', () => {
  it('knows a user, a guest and the account', async () => {
    const aws = createAwsSide();
    const who = async ({ sts }: { sts: ReturnType<typeof aws.clients>['sts'] }) =>
      sts.send(new GetCallerIdentityCommand({}));
    expect(await who(await asUser(aws))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/cognito-kit-user/CognitoIdentityCredentials',
      UserId: expect.stringMatching(/^AROA\w+:CognitoIdentityCredentials$/),
    });
    expect((await who(await asGuest(aws))).Arn).toContain('/cognito-kit-guest/');
    expect((await who(asRoot(aws))).Arn).toBe('arn:aws:iam::123456789012:root');
  });

  it('and AssumeRoleWithWebIdentity are all that the local STS has', async () => {
    const { sts } = asRoot(createAwsSide());
    await expect(
      sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::1:role/x', RoleSessionName: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('keys', () => {
  const attempts = (aws: ReturnType<typeof createAwsSide>, keys: Keys) => {
    const { s3, sts, documents } = aws.clients(keys);
    return Promise.allSettled([
      s3.send(new GetObjectCommand({ Bucket, Key })),
      sts.send(new GetCallerIdentityCommand({})),
      documents.send(new ScanCommand({ TableName: 'gallery' })),
    ]).then((results) =>
      results.map((result) => (result.status === 'fulfilled' ? 'ok' : (result.reason as Error).name)),
    );
  };

  it('run out after an hour, and every service says so in its own words', async () => {
    const aws = createAwsSide();
    const { keys, s3 } = await asGuest(aws);
    await s3.send(new GetObjectCommand({ Bucket, Key }));
    aws.sts.issued[keys.accessKeyId]!.expiresAt = aws.platform.now() - 1;
    expect(await attempts(aws, keys)).toEqual(['ExpiredToken', 'ExpiredToken', 'ExpiredTokenException']);
  });

  it('are refused with a wrong secret, a wrong or missing token, or an unknown id', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    const { sessionToken: _, ...withoutToken } = keys;
    const other = await asGuest(aws);
    expect(await attempts(aws, { ...keys, secretAccessKey: 'guess' })).toEqual([
      'SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ]);
    for (const bad of [
      withoutToken,
      { ...keys, sessionToken: other.keys.sessionToken ?? '' },
      { ...aws.sts.root, sessionToken: 'x' },
    ])
      expect(await attempts(aws, bad)).toEqual([
        'InvalidToken',
        'InvalidClientTokenId',
        'UnrecognizedClientException',
      ]);
    expect(await attempts(aws, { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' })).toEqual([
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ]);
    expect(await attempts(aws, { ...keys, accessKeyId: '__proto__' })).toEqual([
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ]);
  });

  it('that do not sign rightly are told of in the terminal, by the part that is wrong', async () => {
    const aws = createAwsSide();
    const { keys, identityId } = await asUser(aws);
    const { s3 } = aws.clients({ ...keys, secretAccessKey: 'guess' });
    const Key2 = `private/${identityId}/diary.txt`;
    await s3.send(new GetObjectCommand({ Bucket, Key: Key2 })).catch(() => {});
    expect(aws.lines.at(-1)).toMatch(
      /^refused: s3: wrongSignature: .* \(GET \/cognito-kit-local\/private\/us-east-1:<identity>\/diary\.txt; signed headers .*host;.*; body e3b0c442/,
    );
    aws.advance(3601);
    await attempts(aws, keys);
    expect(
      aws.lines
        .slice(-3)
        .map((line) => line.split(':').slice(0, 3).join(':'))
        .toSorted(),
    ).toEqual(['refused: dynamodb: skewed', 'refused: s3: skewed', 'refused: sts: skewed']);
    const all = aws.lines.join('\n');
    for (const secret of [keys.secretAccessKey, keys.sessionToken ?? '', identityId])
      expect(all.includes(secret)).toBe(false);
  });

  it('of a skewed clock are refused with the time, so that the SDK can set itself right', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    aws.advance(20 * 60);
    expect(await attempts(aws, keys)).toEqual([
      'RequestTimeTooSkewed',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ]);
    const { s3 } = aws.clients(keys);
    await s3.send(new GetObjectCommand({ Bucket, Key })).catch(() => {});
    const again = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(again.ContentType).toBe('image/svg+xml');
  });

  it('are never the same twice, and long enough', async () => {
    const aws = createAwsSide();
    const all = await Promise.all(Array.from({ length: 20 }, () => asGuest(aws)));
    for (const field of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const)
      expect(new Set(all.map(({ keys }) => keys[field])).size).toBe(20);
    expect(all[0]?.keys.sessionToken?.length).toBeGreaterThan(300);
  });

  it('are forgotten a day after their end', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    aws.advance(3600 + 24 * 3600 + 1);
    await asGuest(aws);
    expect(aws.sts.issued).not.toHaveProperty(keys.accessKeyId);
  });
});
