/** Sees to it that a data directory belongs to one local AWS at a time: a file with the process id of its owner. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Rejects while another owner lives; what a crash left behind is taken over. Resolves with the way to give it back. */
export async function lockDir(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'owner.pid');
  const take = () => writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  try {
    await take();
  } catch (cause) {
    const owner = Number(await readFile(file, 'utf8'));
    if (owner > 0 && isAlive(owner)) {
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
