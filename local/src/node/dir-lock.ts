/** Sees to it that a data directory belongs to one local AWS at a time: a file with the process id of its owner. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** A process that was killed takes a moment to go, and whoever restarts it by a script does not wait for that. */
async function isGone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 10; looks += 1) {
    if (!isAlive(pid)) return true;
    await setTimeout(50);
  }
  return false;
}

/** Rejects while another owner lives; what a crash left behind is taken over. Resolves with the way to give it back. */
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
