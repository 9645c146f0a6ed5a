// @ts-check
/** Starts a server as its users do, as a process of its own, and says how long that took and what it weighs. */
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

/** Any answer will do: what counts is that somebody is there. */
const answers = async (/** @type {string} */ url) => {
  try {
    await fetch(url).then((reply) => reply.arrayBuffer());
    return true;
  } catch {
    return false;
  }
};

const patience = 15_000;

/**
 * Runs in a new, empty folder, since both keep files where they are started.
 * @param {readonly string[]} command for this Node
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
    if (child.exitCode !== null || performance.now() - began > patience) {
      await stop();
      throw new Error(`${command.join(' ')} did not answer at ${url}.`);
    }
    await pause(2);
  }
  return {
    url,
    /** Milliseconds from the start to the first answer. */
    coldStart: performance.now() - began,
    /** Megabytes of memory; undefined where there is no /proc. */
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
