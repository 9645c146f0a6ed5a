// @ts-check
/**
 * `npm run bench:srp`: measures a password sign-in in the page, from the click to the request that proves the password, for
 * the kit and for amazon-cognito-identity-js. Each run has a new Chromium page, so that no code is compiled yet, at full
 * speed and at a quarter of it. No network is involved: both get the same challenge at once. Times compare within one run
 * only. `--runs N` sets the number of runs; the default is 5.
 */
import { createDiffieHellman, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright';
import { launchOptions } from '../scripts/browser.mjs';
import { prime } from './srp-client.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
/** The time in which a user types a password, in milliseconds. The client computes A meanwhile. */
const TYPING = 600;

const pool = { userPoolId: 'eu-west-1_Bench1', clientId: 'bench' };
const user = { username: 'ada', password: 'Correct-horse-1' };

/** The page script of each client. It sets `window.begin`, which shows the form, and `window.submit`, which sends it. */
const clients = {
  'cognito-kit': `
    import { createCognito, createSignInFlow } from './src/core.ts';
    const cognito = createCognito({ ...${JSON.stringify(pool)}, storage: 'memory' });
    let flow;
    window.begin = () => { flow = createSignInFlow(cognito); };
    window.submit = () => flow.getSnapshot().submit(${JSON.stringify(user)});`,
  'amazon-cognito-identity-js': `
    import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
    const Pool = new CognitoUserPool({ UserPoolId: '${pool.userPoolId}', ClientId: '${pool.clientId}' });
    window.begin = () => {};
    window.submit = () => new Promise((resolve) => {
      const user = new CognitoUser({ Username: '${user.username}', Pool });
      const details = new AuthenticationDetails({ Username: '${user.username}', Password: '${user.password}' });
      user.authenticateUser(details, { onSuccess: resolve, onFailure: resolve });
    });`,
};
/** @typedef {keyof typeof clients} Client */

/** Creates the service's challenge. It costs every client the same arithmetic, with any password. */
function challenge() {
  const service = createDiffieHellman(prime, 'hex', '02', 'hex');
  service.generateKeys();
  return {
    SALT: randomBytes(16).toString('hex'),
    SRP_B: service.getPublicKey('hex'),
    SECRET_BLOCK: randomBytes(1_200).toString('base64'),
    USER_ID_FOR_SRP: user.username,
    USERNAME: user.username,
  };
}

/** Replaces the page's `fetch`: sends the challenge, records when the proof arrives, and refuses it. */
const service = (/** @type {object} */ parameters) => {
  const page = /** @type {{ answered?: Promise<number> }} */ (/** @type {unknown} */ (window));
  /** @type {(time: number) => void} */
  let arrived = () => {};
  page.answered = new Promise((resolve) => (arrived = resolve));
  window.fetch = async (_url, init) => {
    const target = new Headers(init?.headers).get('x-amz-target') ?? '';
    if (target.endsWith('.InitiateAuth')) {
      return Response.json({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters });
    }
    performance.mark('bench-end');
    const { ChallengeResponses: answer = {} } = JSON.parse(/** @type {string} */ (init?.body));
    if (target.endsWith('.RespondToAuthChallenge') && answer.PASSWORD_CLAIM_SIGNATURE)
      arrived(performance.now());
    return Response.json({ __type: 'NotAuthorizedException', message: 'bench' }, { status: 400 });
  };
};

/** @param {string} code */
const bundle = async (code) => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
};

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number }} TraceEvent */

/** The longest task of the page's main thread between the two marks, in milliseconds. */
function longestTask(/** @type {Buffer} */ trace) {
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const [begin, end] = ['bench-begin', 'bench-end'].map((mark) =>
    traceEvents.find(({ name }) => name === mark),
  );
  if (!begin || !end) throw new Error('The trace lacks a mark, so the longest task cannot be computed.');
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name === 'RunTask' && pid === begin.pid && tid === begin.tid && ts + dur > begin.ts && ts < end.ts,
  );
  // The task that set the first mark began before it.
  return Math.max(0, ...tasks.map(({ ts, dur = 0 }) => ts + dur - Math.max(ts, begin.ts))) / 1000;
}

/**
 * @param {import('playwright').Browser} browser
 * @param {string} script
 * @param {number} slowdown
 * @param {'time' | 'stall'} quantity The quantity to measure. Tracing takes time, so each has its own run.
 */
async function measure(browser, script, slowdown, quantity) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // Web Crypto needs a secure origin.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('http://localhost/');
    await page.evaluate(service, challenge());
    await page.addScriptTag({ content: script });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    if (quantity === 'stall') {
      const categories = ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
      await browser.startTracing(page, { categories });
    }
    const milliseconds = await page.evaluate(async (typing) => {
      const { begin, submit, answered } = /** @type {any} */ (window);
      performance.mark('bench-begin');
      begin();
      await new Promise((resolve) => setTimeout(resolve, typing));
      const sent = performance.now();
      await submit();
      return (await answered) - sent;
    }, TYPING);
    return quantity === 'stall' ? longestTask(await browser.stopTracing()) : milliseconds;
  } finally {
    await context.close();
  }
}

const median = (/** @type {number[]} */ numbers) =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const browser = await chromium.launch(await launchOptions());
try {
  console.log(`Chromium ${browser.version()}, the median of ${runs}, milliseconds\n`);
  const scripts = await Promise.all(Object.values(clients).map(bundle));
  for (const slowdown of [1, 4]) {
    /** @type {Record<string, { 'after submit': number | string, 'longest stall': number | string }>} */
    const table = {};
    /** @type {number[][]} */
    const medians = [];
    for (const quantity of /** @type {const} */ (['time', 'stall'])) {
      /** @type {number[][]} */
      const numbers = scripts.map(() => []);
      // The clients take turns, so that other load on the machine affects both.
      for (let run = 0; run < runs; run++) {
        for (const [index, script] of scripts.entries()) {
          numbers[index]?.push(await measure(browser, script, slowdown, quantity));
        }
      }
      medians.push(numbers.map(median));
    }
    const [times = [], stalls = []] = medians;
    for (const [index, name] of Object.keys(clients).entries()) {
      table[name] = {
        'after submit': Math.round(times[index] ?? 0),
        'longest stall': Math.round(stalls[index] ?? 0),
      };
    }
    const ratio = (/** @type {number[]} */ [kit = 1, identityJs = 0]) =>
      `${(identityJs / kit).toFixed(1)} times`;
    table['amazon-cognito-identity-js takes'] = {
      'after submit': ratio(times),
      'longest stall': ratio(stalls),
    };
    console.log(`CPU ${slowdown === 1 ? 'at full speed' : `${slowdown} times slower`}`);
    console.table(table);
  }
} finally {
  await browser.close();
}
