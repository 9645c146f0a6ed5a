/**
 * The local S3 and fauxqs, an independent S3 emulator, get the same requests from AWS's client. Their answers must be
 * equal field by field. Known differences are listed with the page of AWS's documentation that says which is right.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, answerOf, compare, watchResponses } from './fauxqs/answers.ts';
import { differences, onlyLocalFields } from './fauxqs/differences.ts';
import { Bucket, type Memo, steps } from './fauxqs/steps.ts';
import { type LocalAwsServer, startLocalAws } from 'cognito-kit-local/node';

let server: LocalAwsServer;
const fauxqsServer = buildApp({ logger: false });

async function askAll(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }) {
  const s3 = new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  const responses = watchResponses(s3);
  const memo: Memo = { uploadId: '', token: '', etags: [] };
  const answers: Record<string, Answer> = {};
  for (const [name, step] of Object.entries(steps))
    answers[name] = await answerOf(() => step(s3, memo), responses);
  s3.destroy();
  return answers;
}

const answers: { local: Record<string, Answer>; fauxqs: Record<string, Answer> } = { local: {}, fauxqs: {} };
beforeAll(async () => {
  server = await startLocalAws({ port: 0, print: () => {} });
  const address = await fauxqsServer.listen({ port: 0, host: '127.0.0.1' });
  await fetch(`${address}/${Bucket}`, { method: 'PUT' });
  answers.local = await askAll(server.url, server.aws.rootCredentials);
  answers.fauxqs = await askAll(address, { accessKeyId: 'any', secretAccessKey: 'any' });
}, 60_000);
afterAll(async () => {
  await Promise.all([fauxqsServer.close(), server.close()]);
});

/** Returns the fields in which the answers to a step differ, except those that fauxqs never sends. */
const differingFields = (name: string) => {
  const { [name]: local = {} } = answers.local;
  const { [name]: fauxqs = {} } = answers.fauxqs;
  const fields = Object.entries(compare(local, fauxqs)).filter(
    ([field, [localValue, fauxqsValue]]) =>
      !onlyLocalFields.some(
        (known) =>
          known.field.test(field) && fauxqsValue === undefined && known.local.test(String(localValue)),
      ),
  );
  return Object.fromEntries(fields);
};

describe('the local S3 and fauxqs', () => {
  it.each(Object.keys(steps).filter((name) => !(name in differences)))('give the same answer: %s', (name) => {
    expect(differingFields(name)).toEqual({});
  });

  it.each(Object.entries(differences))('differ as listed: %s', (name, { local, fauxqs }) => {
    expect(answers.local[name]).toMatchObject(local);
    expect(answers.fauxqs[name]).toMatchObject(fauxqs);
    const fields = Object.keys(differingFields(name));
    expect(fields).not.toEqual([]);
    // Answers with different status have no field in common. Otherwise every differing field must be listed.
    if (fields.includes('status')) return;
    expect(fields.filter((field) => !(field in local) && !(field in fauxqs))).toEqual([]);
  });

  it('have no listed difference without a step', () => {
    expect(Object.keys(differences).filter((name) => !(name in steps))).toEqual([]);
  });
});
