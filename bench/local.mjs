// @ts-check
/**
 * `npm run bench:local`: measures the speed and the memory of the local AWS, beside cognito-local where both support the
 * task. Times compare within one run only. `--seconds N` is the time for each rate; the default is 2.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { buildLocalIfStale } from '../scripts/build.mjs';
import { freePort, startServer } from './server.mjs';
import { answerChallenge, publicA } from './srp-client.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '2' } } });
const span = Number(values.seconds) * 1000;
const path = (/** @type {string} */ from) => fileURLToPath(new URL(from, import.meta.url));

/** @type {{ task: string, local: string, peer: string, ratio: string }[]} */
const table = [];
/**
 * @param {string} task
 * @param {string} unit
 * @param {number | undefined} local
 * @param {number} [peer]
 */
const row = (task, unit, local, peer) => {
  const format = (/** @type {number | undefined} */ value) =>
    value === undefined ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  const ratio = local && peer ? (local / peer).toFixed(2) : '–';
  table.push({ task, local: format(local), peer: format(peer), ratio });
};
const median = (/** @type {number[]} */ numbers) =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Returns how often per second a task completes, with `width` tasks at a time. */
const rate = async (/** @type {() => Promise<unknown>} */ once, width = 8) => {
  await once();
  const began = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - began < span) {
      await once();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return (done * 1000) / (performance.now() - began);
};

/**
 * @param {string} url
 * @param {string} target
 * @param {object} body
 * @returns {Promise<any>}
 */
const call = async (url, target, body) => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: JSON.stringify(body),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(`${target} answered ${JSON.stringify(answer)}`);
  return answer;
};
/** @param {string} url @param {string} operation @param {object} body */
const pool = (url, operation, body) => call(url, `AWSCognitoIdentityProviderService.${operation}`, body);
/** @param {string} url @param {string} operation @param {object} body */
const identities = (url, operation, body) => call(url, `AWSCognitoIdentityService.${operation}`, body);

const local = async () => {
  const port = await freePort();
  return startServer([path('../local/bin/cognito-kit-local.js'), '--port', String(port)], port);
};
const cognitoLocal = async () => {
  const port = await freePort();
  const start = path('../node_modules/cognito-local/lib/bin/start.js');
  return startServer([start], port, { PORT: String(port), HOST: '127.0.0.1' });
};

/** @param {() => Promise<Awaited<ReturnType<typeof startServer>>>} start */
const coldStart = async (start) => {
  const server = await start();
  await server.stop();
  return server.coldStart;
};

async function measureColdStarts() {
  /** @type {{ local: number[], peer: number[] }} */
  const times = { local: [], peer: [] };
  for (let round = 0; round < 3; round += 1) {
    times.local.push(await coldStart(local));
    times.peer.push(await coldStart(cognitoLocal));
  }
  row('cold start', 'ms', median(times.local), median(times.peer));
}

/** Creates a pool, a client and a user in cognito-local, as its documentation does. Returns the sign-in request. */
async function createPeerSignIn(/** @type {string} */ url) {
  const { UserPool } = await pool(url, 'CreateUserPool', { PoolName: 'bench' });
  const UserPoolId = UserPool.Id;
  const { UserPoolClient } = await pool(url, 'CreateUserPoolClient', { UserPoolId, ClientName: 'bench' });
  const user = { UserPoolId, Username: 'ada@example.com' };
  await pool(url, 'AdminCreateUser', {
    ...user,
    TemporaryPassword: 'Temporary-1',
    MessageAction: 'SUPPRESS',
  });
  await pool(url, 'AdminSetUserPassword', { ...user, Password: 'Correct-horse-1', Permanent: true });
  return {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: UserPoolClient.ClientId,
    AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Correct-horse-1' },
  };
}

async function measureRates() {
  const server = await local();
  const peer = await cognitoLocal().catch(async (error) => {
    await server.stop();
    throw error;
  });
  try {
    const { url } = server;
    const config = await fetch(`${url}/_local/config`).then((reply) => reply.json());
    const [ada] = config.users;
    const byPassword = {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: config.clientId,
      AuthParameters: { USERNAME: ada.username, PASSWORD: ada.password },
    };
    const peerPassword = await createPeerSignIn(peer.url);
    row(
      'password sign-ins',
      '/s',
      await rate(() => pool(url, 'InitiateAuth', byPassword)),
      await rate(() => pool(peer.url, 'InitiateAuth', peerPassword)),
    );

    // Counts the server's time only: the client's SRP arithmetic takes as long, on the same machine.
    const srp = { signIns: 0, waited: 0 };
    const timed = async (/** @type {string} */ operation, /** @type {object} */ body) => {
      const began = performance.now();
      const answer = await pool(url, operation, body);
      srp.waited += performance.now() - began;
      return answer;
    };
    const poolName = config.userPoolId.split('_')[1];
    while (srp.waited < span) {
      const { ChallengeParameters } = await timed('InitiateAuth', {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: config.clientId,
        AuthParameters: { USERNAME: ada.username, SRP_A: publicA },
      });
      await timed('RespondToAuthChallenge', {
        ChallengeName: 'PASSWORD_VERIFIER',
        ClientId: config.clientId,
        ChallengeResponses: answerChallenge(ChallengeParameters, poolName, ada.password),
      });
      srp.signIns += 1;
    }
    row('SRP sign-ins, one by one', '/s', (srp.signIns * 1000) / srp.waited);

    const { IdentityId } = await identities(url, 'GetId', { IdentityPoolId: config.identityPoolId });
    row(
      'GetCredentialsForIdentity',
      '/s',
      await rate(() => identities(url, 'GetCredentialsForIdentity', { IdentityId })),
    );

    const { Credentials: keys } = await identities(url, 'GetCredentialsForIdentity', { IdentityId });
    const s3 = new S3Client({
      region: config.region,
      endpoint: url,
      forcePathStyle: true,
      credentials: {
        accessKeyId: keys.AccessKeyId,
        secretAccessKey: keys.SecretKey,
        sessionToken: keys.SessionToken,
      },
    });
    const picture = new GetObjectCommand({
      Bucket: config.buckets[0],
      Key: 'public/gallery/the-old-quay.svg',
    });
    const signed = await getSignedUrl(s3, picture);
    const get = async () => {
      const reply = await fetch(signed);
      if (!reply.ok) throw new Error(`GetObject answered ${reply.status}`);
      await reply.arrayBuffer();
    };
    row('S3 GetObject, presigned', '/s', await rate(get));
    row('memory after these requests', 'MB', server.megabytes(), peer.megabytes());
  } finally {
    await Promise.all([server.stop(), peer.stop()]);
  }
}

/** Measures 10,000 copies of one user in this process, whose heap can be read. */
async function measureUsers() {
  const { createLocalAws } = await import('cognito-kit-local');
  v8.setFlagsFromString('--expose-gc');
  const collect = /** @type {() => void} */ (vm.runInNewContext('gc'));
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  };
  const first = createLocalAws();
  const snapshot = await first.snapshot();
  const userPool = Object.values(snapshot.state.userPools.pools)[0];
  const ada = userPool?.users['ada'];
  if (!userPool || !ada) throw new Error('The default set-up has no user ada to copy.');
  const before = heap();
  for (let index = 0; index < 10_000; index += 1) {
    const username = `user${index}`;
    const user = JSON.parse(JSON.stringify({ ...ada, username, sub: crypto.randomUUID() }));
    user.attributes.email = `${username}@example.com`;
    userPool.users[username] = user;
  }
  const began = performance.now();
  const many = createLocalAws({ snapshot });
  const reply = await many.fetch('http://localhost/', {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: many.config.clientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD: first.users[0]?.password },
    }),
  });
  if (!reply.ok) throw new Error(`The sign-in of ada failed: ${await reply.text()}`);
  row('start and sign-in with 10,000 users', 'ms', performance.now() - began);
  userPool.users = {}; // leaves the snapshot's own copy out of the measurement
  row('memory of 10,000 users', 'MB', heap() - before);
}

buildLocalIfStale();
const began = performance.now();
await measureColdStarts();
await measureRates();
await measureUsers();

const width = (/** @type {'task' | 'local' | 'peer' | 'ratio'} */ key, /** @type {string} */ title) =>
  Math.max(title.length, ...table.map((line) => line[key].length));
const print = (/** @type {(typeof table)[number]} */ line) =>
  console.log(
    `${line.task.padEnd(width('task', ''))}  ${line.local.padStart(width('local', 'local AWS'))}  ${line.peer.padStart(width('peer', 'cognito-local'))}  ${line.ratio.padStart(width('ratio', 'ratio'))}`,
  );
print({ task: '', local: 'local AWS', peer: 'cognito-local', ratio: 'ratio' });
for (const line of table) print(line);
console.log(
  `Measured in ${((performance.now() - began) / 1000).toFixed(0)} s, Node ${process.versions.node}.`,
);
