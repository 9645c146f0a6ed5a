/**
 * The local S3 beside fauxqs, an S3 that nobody here wrote: both are asked the same by AWS's own client, and answer the
 * same, field by field, but where a difference is listed with the line of AWS's documentation that says who is right.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, answerOf, compare, watchAnswers } from './fauxqs/answers.ts';
import { differences, everywhere } from './fauxqs/differences.ts';
import { Bucket, type Memo, steps } from './fauxqs/steps.ts';
import { type LocalAwsServer, startLocalAws } from 'cognito-kit-local/node';

let server: LocalAwsServer;
const peer = buildApp({ logger: false });

async function askAll(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }) {
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  const seen = watchAnswers(s3);
  const memo: Memo = { uploadId: '', token: '', etags: [] };
  const answers: Record<string, Answer> = {};
  for (const [name, step] of Object.entries(steps))
    answers[name] = await answerOf(() => step(s3, memo), seen);
  s3.destroy();
  return answers;
}

const answers: { ours: Record<string, Answer>; theirs: Record<string, Answer> } = { ours: {}, theirs: {} };
beforeAll(async () => {
  server = await startLocalAws({ port: 0, print: () => {} });
  const address = await peer.listen({ port: 0, host: '127.0.0.1' });
  await fetch(`${address}/${Bucket}`, { method: 'PUT' });
  answers.ours = await askAll(server.url, server.aws.rootCredentials);
  answers.theirs = await askAll(address, { accessKeyId: 'any', secretAccessKey: 'any' });
}, 60_000);
afterAll(async () => {
  await Promise.all([peer.close(), server.close()]);
});

/** What differs in the answers to a step, but for fields that fauxqs never has. */
const unexplained = (name: string) => {
  const { [name]: ours = {} } = answers.ours;
  const { [name]: theirs = {} } = answers.theirs;
  const fields = Object.entries(compare(ours, theirs)).filter(
    ([field, [mine, peers]]) =>
      !everywhere.some(
        (known) => known.field.test(field) && peers === undefined && known.ours.test(String(mine)),
      ),
  );
  return Object.fromEntries(fields);
};

describe('the local S3 and fauxqs', () => {
  it.each(Object.keys(steps).filter((name) => !(name in differences)))('answer alike: %s', (name) => {
    expect(unexplained(name)).toEqual({});
  });

  it.each(Object.entries(differences))('differ where AWS says who is right: %s', (name, { ours, theirs }) => {
    expect(answers.ours[name]).toMatchObject(ours);
    expect(answers.theirs[name]).toMatchObject(theirs);
    const fields = Object.keys(unexplained(name));
    expect(fields).not.toEqual([]);
    // Answers of different status have no field in common; otherwise all that differs is listed.
    if (fields.includes('status')) return;
    expect(fields.filter((field) => !(field in ours) && !(field in theirs))).toEqual([]);
  });

  it('list no difference that no step shows', () => {
    expect(Object.keys(differences).filter((name) => !(name in steps))).toEqual([]);
  });
});
