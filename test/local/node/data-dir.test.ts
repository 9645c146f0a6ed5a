/**
 * A data directory holds the whole state of the server after every reply, although only changed parts are written.
 */
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAwsServer, startLocalAws, type StartOptions } from 'cognito-kit-local/node';

let dir: string;
let servers: LocalAwsServer[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cognito-kit-local-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(dataDir: string, options: Partial<StartOptions> = {}) {
  const server = await startLocalAws({ port: 0, print: () => {}, dataDir, ...options });
  servers.push(server);
  // A new signing key is stored with the next change, not at once. Request the key here, so that it exists before the
  // first change of a test.
  await fetch(`${server.url}/${server.aws.config.userPoolId}/.well-known/jwks.json`);
  const { clientId: ClientId, identityPoolId: IdentityPoolId, userPoolId } = server.aws.config;
  const post = async (target: string, input: object): Promise<Record<string, unknown>> => {
    const reply = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    return (await reply.json()) as Record<string, unknown>;
  };
  const pool = (operation: string, input: object) =>
    post(`AWSCognitoIdentityProviderService.${operation}`, input);
  const signUp = (name: string) =>
    pool('SignUp', {
      ClientId,
      Username: name,
      Password: 'Polonium-84',
      UserAttributes: [{ Name: 'email', Value: `${name}@example.com` }],
    });
  return {
    server,
    pool,
    signUp,
    /** Confirms with the code that would have been mailed. */
    confirm: async (name: string) =>
      pool('ConfirmSignUp', {
        ClientId,
        Username: name,
        ConfirmationCode: await server.aws.outbox.code(`${name}@example.com`),
      }),
    signIn: async (name: string, password: string) => {
      const reply = await pool('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: name, PASSWORD: password },
      });
      return reply['AuthenticationResult'] as { AccessToken: string; IdToken: string; RefreshToken: string };
    },
    getId: (IdToken?: string) =>
      post('AWSCognitoIdentityService.GetId', {
        IdentityPoolId,
        ...(IdToken && { Logins: { [`cognito-idp.us-east-1.amazonaws.com/${userPoolId}`]: IdToken } }),
      }),
    keys: (IdentityId: unknown) =>
      post('AWSCognitoIdentityService.GetCredentialsForIdentity', { IdentityId }),
    put: (name: string) =>
      new S3Client({
        endpoint: server.url,
        region: 'us-east-1',
        credentials: server.aws.rootCredentials,
        forcePathStyle: true,
        maxAttempts: 1,
      }).send(new PutObjectCommand({ Bucket: 'cognito-kit-local', Key: name, Body: `body of ${name}` })),
  };
}

/** Simulates a power cut: copies the directory without DynamoDB's files and opens the copy with another server. */
async function stateAfterPowerCut() {
  const copy = mkdtempSync(join(dir, 'copy-'));
  cpSync(join(dir, 'data'), copy, {
    recursive: true,
    filter: (file) => !/dynamodb$|owner\.pid$/.test(file),
  });
  return (await start(copy)).server.aws.snapshot();
}

describe('a data directory', () => {
  it("the directory equals the server's state after each of many changes, one by one and in parallel", async () => {
    const {
      server,
      pool,
      signUp,
      confirm,
      signIn,
      getId,
      keys: getCredentials,
      put: putObject,
    } = await start(join(dir, 'data'));
    const names = ['marie', 'lise', 'emmy', 'rosalind'];
    await Promise.all([...names.map(signUp), getId(), putObject('a.txt'), server.aws.fetch(server.url)]);
    for (const name of names.slice(0, 3)) await confirm(name);
    const marie = await signIn('marie', 'Polonium-84');
    await Promise.all([
      signIn('lise', 'Polonium-84'),
      signIn('emmy', 'wrong'),
      getId(marie.IdToken),
      getCredentials((await getId())['IdentityId']),
      putObject('b.txt'),
    ]);
    await pool('ForgotPassword', { ClientId: server.aws.config.clientId, Username: 'lise' });
    const { AccessToken } = await signIn('lise', 'Polonium-84');
    await pool('ChangePassword', {
      AccessToken,
      PreviousPassword: 'Polonium-84',
      ProposedPassword: 'Protactinium-91',
    });
    await pool('GlobalSignOut', { AccessToken: marie.AccessToken });
    await pool('DeleteUser', { AccessToken: (await signIn('emmy', 'Polonium-84')).AccessToken });
    expect((await stateAfterPowerCut()).state).toEqual((await server.aws.snapshot()).state);

    await server.aws.reset();
    await signUp('marie');
    expect((await stateAfterPowerCut()).state).toEqual((await server.aws.snapshot()).state);
    await confirm('marie');
    await getId((await signIn('marie', 'Polonium-84')).IdToken);
    expect((await stateAfterPowerCut()).state).toEqual((await server.aws.snapshot()).state);
  });

  it('changes of a trigger and of the operation that waits for it are both stored', async () => {
    const data = join(dir, 'data');
    const options: Partial<StartOptions> = {
      triggers: {
        CustomMessage: async (event) => {
          if (event.triggerSource === 'CustomMessage_ForgotPassword') await signUp('meanwhile');
          return event;
        },
      },
    };
    const { server, pool, signUp } = await start(data, options);
    const { clientId: ClientId } = server.aws.config;
    expect(await pool('ForgotPassword', { ClientId, Username: 'ada' })).toHaveProperty('CodeDeliveryDetails');
    // The operation had read its user before the trigger signed up another one.
    const recovered = (await stateAfterPowerCut()).state;
    expect(recovered).toEqual((await server.aws.snapshot()).state);
    expect(Object.values(recovered.userPools.pools)[0]!.users).toHaveProperty('meanwhile');
  });

  it('the work of a dropped reply is stored', async () => {
    const { server, signUp } = await start(join(dir, 'data'));
    server.aws.faults.add({ operation: 'SignUp', kind: 'drop', count: 1 });
    await expect(signUp('marie')).rejects.toThrow();
    const pools = (await stateAfterPowerCut()).state.userPools.pools;
    expect(Object.values(pools)[0]!.users).toHaveProperty('marie');
  });

  it('a failed write returns status 500, and the next write stores everything', async () => {
    const { server, signUp, put: putObject } = await start(join(dir, 'data'));
    const blobs = join(dir, 'data/blobs');
    renameSync(blobs, `${blobs}-away`);
    await expect(putObject('lost.txt')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    renameSync(`${blobs}-away`, blobs);
    await expect(signUp('marie')).resolves.toHaveProperty('UserSub');
    await expect(signUp('lise')).resolves.toHaveProperty('UserSub');
    const recovered = (await stateAfterPowerCut()).state;
    expect(recovered).toEqual((await server.aws.snapshot()).state);
    expect(recovered.s3.buckets['cognito-kit-local']!.objects.map(({ key }) => key)).toContain('lost.txt');
  });
});
