/** Locks a data directory for one local AWS, by a file with the process id of its owner. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that the process exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Waits up to half a second for a killed process to end, since a script may restart at once. */
async function isGone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 10; looks += 1) {
    if (!isAlive(pid)) return true;
    await setTimeout(50);
  }
  return false;
}

/**
 * Locks the directory. Rejects while another owner is alive; takes over the lock of a crashed one. Resolves with
 * the function that releases the lock.
 */
export async function lockDir(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'owner.pid');
  const take = () => writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    await take();
  } catch (cause) {
    const owner = Number(await readFile(file, 'utf8'));
    if (owner > 0 && !(await isGone(owner))) {
      throw new Error(
        `${dir} is in use by another local AWS (process ${owner}), and two would overwrite each other. ` +
          `Stop that one or choose another --data directory; if no such process is one, delete ${file}.`,
        { cause },
      );
    }
    await rm(file, { force: true });
    await take();
  }
  return () => rm(file, { force: true });
}
