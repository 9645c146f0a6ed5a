/** Temporary credentials: their owner, their lifetime, and the error of each service that refuses them. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { Bucket, createAwsSide, type Keys } from './aws-side.ts';
import { asGuest, asRoot, asUser } from './principals.ts';

const Key = 'public/gallery/the-old-quay.svg';

describe('GetCallerIdentity', () => {
  it('GetCallerIdentity names a user, a guest and the account', async () => {
    const aws = createAwsSide();
    const callerOf = async ({ sts }: { sts: ReturnType<typeof aws.clients>['sts'] }) =>
      sts.send(new GetCallerIdentityCommand({}));
    expect(await callerOf(await asUser(aws))).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/cognito-kit-user/CognitoIdentityCredentials',
      UserId: expect.stringMatching(/^AROA\w+:CognitoIdentityCredentials$/),
    });
    expect((await callerOf(await asGuest(aws))).Arn).toContain('/cognito-kit-guest/');
    expect((await callerOf(asRoot(aws))).Arn).toBe('arn:aws:iam::123456789012:root');
  });

  it('AssumeRole is an unknown action of the local STS', async () => {
    const { sts } = asRoot(createAwsSide());
    await expect(
      sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::1:role/x', RoleSessionName: 'x' })),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });
});

describe('credentials', () => {
  const callEachService = (aws: ReturnType<typeof createAwsSide>, keys: Keys) => {
    const { s3, sts, documents } = aws.clients(keys);
    return Promise.allSettled([
      s3.send(new GetObjectCommand({ Bucket, Key })),
      sts.send(new GetCallerIdentityCommand({})),
      documents.send(new ScanCommand({ TableName: 'gallery' })),
    ]).then((results) =>
      results.map((result) => (result.status === 'fulfilled' ? 'ok' : (result.reason as Error).name)),
    );
  };

  it('credentials expire after one hour, with the error code of each service', async () => {
    const aws = createAwsSide();
    const { keys, s3 } = await asGuest(aws);
    await s3.send(new GetObjectCommand({ Bucket, Key }));
    aws.sts.issued[keys.accessKeyId]!.expiresAt = aws.platform.now() - 1;
    expect(await callEachService(aws, keys)).toEqual([
      'ExpiredToken',
      'ExpiredToken',
      'ExpiredTokenException',
    ]);
  });

  it('a wrong secret, a wrong or missing session token and an unknown key id are refused', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    const { sessionToken: _, ...withoutToken } = keys;
    const other = await asGuest(aws);
    expect(await callEachService(aws, { ...keys, secretAccessKey: 'guess' })).toEqual([
      'SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ]);
    for (const bad of [
      withoutToken,
      { ...keys, sessionToken: other.keys.sessionToken ?? '' },
      { ...aws.sts.root, sessionToken: 'x' },
    ])
      expect(await callEachService(aws, bad)).toEqual([
        'InvalidToken',
        'InvalidClientTokenId',
        'UnrecognizedClientException',
      ]);
    expect(await callEachService(aws, { ...keys, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' })).toEqual([
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ]);
    expect(await callEachService(aws, { ...keys, accessKeyId: '__proto__' })).toEqual([
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ]);
  });

  it('a signature failure is printed with its reason and without secrets or identity ids', async () => {
    const aws = createAwsSide();
    const { keys, identityId } = await asUser(aws);
    const { s3 } = aws.clients({ ...keys, secretAccessKey: 'guess' });
    const diaryKey = `private/${identityId}/diary.txt`;
    await s3.send(new GetObjectCommand({ Bucket, Key: diaryKey })).catch(() => {});
    expect(aws.lines.at(-1)).toMatch(
      /^refused: s3: wrongSignature: .* \(GET \/cognito-kit-local\/private\/us-east-1:<identity>\/diary\.txt; signed headers .*host;.*; body e3b0c442/,
    );
    aws.advance(3601);
    await callEachService(aws, keys);
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

  it('a clock 20 minutes off is refused with the time, so that the SDK corrects itself', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    aws.advance(20 * 60);
    expect(await callEachService(aws, keys)).toEqual([
      'RequestTimeTooSkewed',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
    ]);
    const { s3 } = aws.clients(keys);
    await s3.send(new GetObjectCommand({ Bucket, Key })).catch(() => {});
    const again = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(again.ContentType).toBe('image/svg+xml');
  });

  it('credentials are never equal, and session tokens are over 300 characters long', async () => {
    const aws = createAwsSide();
    const sessions = await Promise.all(Array.from({ length: 20 }, () => asGuest(aws)));
    for (const field of ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const)
      expect(new Set(sessions.map(({ keys }) => keys[field])).size).toBe(20);
    expect(sessions[0]?.keys.sessionToken?.length).toBeGreaterThan(300);
  });

  it('expired credentials are removed one day after their end', async () => {
    const aws = createAwsSide();
    const { keys } = await asGuest(aws);
    aws.advance(3600 + 24 * 3600 + 1);
    await asGuest(aws);
    expect(aws.sts.issued).not.toHaveProperty(keys.accessKeyId);
  });
});
