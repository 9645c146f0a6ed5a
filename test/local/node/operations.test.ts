/** The README's tables of operations match the server: each operation of AWS's clients is called once. */
import { readFileSync } from 'node:fs';
import * as identity from '@aws-sdk/client-cognito-identity';
import * as idp from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAwsServer } from 'cognito-kit-local/node';

interface Client {
  send: (command: object) => Promise<unknown>;
}
type Sdk = Readonly<Record<string, unknown>>;

let server: LocalAwsServer;
beforeAll(async () => {
  server = await startLocalAws({ port: 0, print: () => {} });
});
afterAll(() => server.close());

const readme = readFileSync(new URL('../../../local/README.md', import.meta.url), 'utf8');
/** Returns the table under a heading of the README: the operation and its mark (✔ or –). */
const tableOf = (heading: string) => {
  const [, section = ''] = readme.split(`### ${heading}\n`);
  const rows = section.split(/^#/m)[0]!.matchAll(/^\| ([A-Z][A-Za-z0-9, ]+?) +\| +(✔|–)/gm);
  return Object.fromEntries(
    [...rows].flatMap(([, names = '', sign]) => names.split(', ').map((name) => [name, sign])),
  );
};

const services: readonly { heading: string; sdk: Sdk; client: string; input: object }[] = [
  { heading: 'User pools', sdk: idp, client: 'CognitoIdentityProviderClient', input: {} },
  { heading: 'Identity pools', sdk: identity, client: 'CognitoIdentityClient', input: {} },
  { heading: 'STS', sdk: sts, client: 'STSClient', input: { RoleArn: 'x', RoleSessionName: 'x' } },
  {
    heading: 'S3',
    sdk: s3,
    client: 'S3Client',
    input: {
      Bucket: 'cognito-kit-local',
      Key: 'probe/x',
      UploadId: 'none',
      CopySource: 'cognito-kit-local/x',
      Delete: { Objects: [{ Key: 'probe/x' }] },
      MultipartUpload: { Parts: [] },
      RenameSource: 'x',
      Id: 'x',
      RequestRoute: 'x',
      RequestToken: 'x',
    },
  },
  { heading: 'DynamoDB', sdk: dynamodb, client: 'DynamoDBClient', input: { TableName: 'no-such-table' } },
];

const operationsOf = (sdk: Sdk) =>
  Object.keys(sdk)
    .filter((name) => /^[A-Z]\w+Command$/.test(name))
    .map((name) => name.replace(/Command$/, ''));

/**
 * Error codes for an operation that the service does not have. STS sends MissingAuthenticationToken where AWS would
 * not.
 */
const unsupportedCode =
  /^(?:UnknownOperationException|InvalidAction|MissingAuthenticationToken|NotImplemented|MethodNotAllowed)$/;

async function isSupported(
  { sdk, client, input }: (typeof services)[number],
  operation: string,
): Promise<boolean> {
  const Client = sdk[client] as new (config: object) => Client;
  const Command = sdk[`${operation}Command`] as new (input: object) => object;
  const sender = new Client({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: server.aws.rootCredentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  try {
    await sender.send(new Command({ ...input, ...(operation.includes('Part') && { PartNumber: 1 }) }));
    return true;
  } catch (error) {
    // An error without `$fault` comes from the client; the request was never sent.
    const { name, $fault, $metadata } = error as {
      name: string;
      $fault?: string;
      $metadata?: { httpStatusCode?: number };
    };
    return $fault !== undefined && !unsupportedCode.test(name) && $metadata?.httpStatusCode !== 501;
  }
}

describe.each(services)('the README table for $heading', (service) => {
  it("the README lists every operation of AWS's client with its real support", async () => {
    const table = tableOf(service.heading);
    const support: Record<string, string> = {};
    for (const operation of operationsOf(service.sdk)) {
      support[operation] = (await isSupported(service, operation)) ? '✔' : '–';
    }
    expect(table).toEqual(support);
  });
});
