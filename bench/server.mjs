// @ts-check
/** Starts a server in its own process, as its users do, and measures its start time and memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** @returns {Promise<number>} */
export const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
};

/** Returns whether the server answers at all, with any status. */
const answers = async (/** @type {string} */ url) => {
  try {
    await fetch(url).then((reply) => reply.arrayBuffer());
    return true;
  } catch {
    return false;
  }
};

/** The time a server may take to start, in milliseconds. */
const startTimeout = 15_000;

/**
 * Starts the command in a new, empty folder, because both servers write files into their working directory.
 * @param {readonly string[]} command The arguments for Node.
 * @param {number} port
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function startServer(command, port, env = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'bench-local-'));
  const url = `http://localhost:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(cwd, { recursive: true, force: true });
  };
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - began > startTimeout) {
      await stop();
      throw new Error(`${command.join(' ')} did not answer at ${url} within ${startTimeout / 1000} s.`);
    }
    await pause(2);
  }
  return {
    url,
    /** The time from the start to the first answer, in milliseconds. */
    coldStart: performance.now() - began,
    /** Returns the memory in megabytes, or undefined on systems without /proc. */
    megabytes: () => {
      try {
        const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
        return Number(kilobytes) / 1024;
      } catch {
        return undefined;
      }
    },
    stop,
  };
}
