// @ts-check
/**
 * `npm run bench:local`: how quick and how heavy the local AWS is, beside cognito-local where that does the same. Times
 * compare within one run only. `--seconds N` measures each rate for longer; 2 by default.
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

/** @type {{ what: string, ours: string, peer: string, ratio: string }[]} */
const table = [];
/**
 * @param {string} what
 * @param {string} unit
 * @param {number | undefined} ours
 * @param {number} [peer]
 */
const row = (what, unit, ours, peer) => {
  const shown = (/** @type {number | undefined} */ value) =>
    value === undefined ? '–' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  const ratio = ours && peer ? (ours / peer).toFixed(2) : '–';
  table.push({ what, ours: shown(ours), peer: shown(peer), ratio });
};
const median = (/** @type {number[]} */ numbers) =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** How often a second something is done, `width` of it at a time. */
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

const ours = async () => {
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
  /** @type {{ ours: number[], peer: number[] }} */
  const times = { ours: [], peer: [] };
  for (let round = 0; round < 3; round += 1) {
    times.ours.push(await coldStart(ours));
    times.peer.push(await coldStart(cognitoLocal));
  }
  row('cold start', 'ms', median(times.ours), median(times.peer));
}

/** A pool, a client and a user there, as its own documentation makes them. */
async function peerSignIn(/** @type {string} */ url) {
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
  const server = await ours();
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
    const theirs = await peerSignIn(peer.url);
    row(
      'password sign-ins',
      '/s',
      await rate(() => pool(url, 'InitiateAuth', byPassword)),
      await rate(() => pool(peer.url, 'InitiateAuth', theirs)),
    );

    // The client's arithmetic is as much as the server's, and on the same machine: it is left out of the time.
    const srp = { signIns: 0, waited: 0 };
    const waiting = async (/** @type {string} */ operation, /** @type {object} */ body) => {
      const began = performance.now();
      const answer = await pool(url, operation, body);
      srp.waited += performance.now() - began;
      return answer;
    };
    const poolName = config.userPoolId.split('_')[1];
    while (srp.waited < span) {
      const { ChallengeParameters } = await waiting('InitiateAuth', {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: config.clientId,
        AuthParameters: { USERNAME: ada.username, SRP_A: publicA },
      });
      await waiting('RespondToAuthChallenge', {
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
    row('memory after all that', 'MB', server.megabytes(), peer.megabytes());
  } finally {
    await Promise.all([server.stop(), peer.stop()]);
  }
}

/** In this process, where the heap can be weighed: one user's state ten thousand times over, under other names. */
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
  if (!userPool || !ada) throw new Error('The default set-up has no ada to make ten thousand of.');
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
  if (!reply.ok) throw new Error(`ada cannot sign in: ${await reply.text()}`);
  row('start and sign-in with 10,000 users', 'ms', performance.now() - began);
  userPool.users = {}; // the snapshot's own copy is not weighed
  row('memory of 10,000 users', 'MB', heap() - before);
}

buildLocalIfStale();
const began = performance.now();
await measureColdStarts();
await measureRates();
await measureUsers();

const width = (/** @type {'what' | 'ours' | 'peer' | 'ratio'} */ key, /** @type {string} */ title) =>
  Math.max(title.length, ...table.map((line) => line[key].length));
const print = (/** @type {(typeof table)[number]} */ line) =>
  console.log(
    `${line.what.padEnd(width('what', ''))}  ${line.ours.padStart(width('ours', 'local AWS'))}  ${line.peer.padStart(width('peer', 'cognito-local'))}  ${line.ratio.padStart(width('ratio', 'ratio'))}`,
  );
print({ what: '', ours: 'local AWS', peer: 'cognito-local', ratio: 'ratio' });
for (const line of table) print(line);
console.log(
  `Measured in ${((performance.now() - began) / 1000).toFixed(0)} s, Node ${process.versions.node}.`,
);
