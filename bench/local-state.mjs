// @ts-check
/** `node bench/local-state.mjs`, after a build: measures a reset of the local AWS and the cost of `--data` at each write. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Imported by URL, because on a clean clone the type checker finds no build to follow.
const { createLocalAws } = await import(new URL('../local/dist/index.js', import.meta.url).href);
const { startLocalAws } = await import(new URL('../local/dist/node.js', import.meta.url).href);

/** Runs a task `runs` times and returns its median and its longest time. */
const times = async (/** @type {number} */ runs, /** @type {() => Promise<unknown>} */ run) => {
  const durations = [];
  for (let time = 0; time < runs; time += 1) {
    const start = performance.now();
    await run();
    durations.push(performance.now() - start);
  }
  durations.sort((one, other) => one - other);
  return `${(durations[runs >> 1] ?? 0).toFixed(1)} ms (worst ${(durations.at(-1) ?? 0).toFixed(1)})`;
};
const usersOf = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => ({
    email: `u${index}@example.com`,
    password: 'Correct-horse-1',
  }));

for (const count of [3, 1000]) {
  const aws = createLocalAws({ users: usersOf(count) });
  await aws.reset();
  console.log(`reset, ${count} users               ${await times(100, () => aws.reset())}`);
}
for (const dataDir of [undefined, mkdtempSync(join(tmpdir(), 'cognito-kit-bench-'))]) {
  const server = await startLocalAws({ port: 0, print: () => {}, ...(dataDir && { dataDir }) });
  const write = async () => {
    const IdentityPoolId = server.aws.config.identityPoolId;
    const headers = { 'x-amz-target': 'AWSCognitoIdentityService.GetId' };
    await (
      await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ IdentityPoolId }) })
    ).text();
  };
  await times(50, write);
  const how = dataDir ? 'synced to --data' : 'in memory       ';
  console.log(`one write, ${how}     ${await times(200, write)}`);
  const all = await times(5, () => Promise.all(Array.from({ length: 100 }, write)));
  console.log(`100 writes at once, ${how} ${all}`);
  await server.close();
  if (dataDir) rmSync(dataDir, { recursive: true });
}
