/** Writes that are on the disk when they resolve. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A directory's entries are a file of their own. https://man7.org/linux/man-pages/man2/fsync.2.html */
export async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined); // Windows opens no directory, and needs no such thing.
  try {
    await handle?.sync();
  } catch {
    // Some file systems refuse it; they keep names in order by themselves.
  } finally {
    await handle?.close();
  }
}

/** To a temporary file first, then renamed, so that a crash leaves the old or the new. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncDir(dirname(path));
}
