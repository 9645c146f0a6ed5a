/** Writes that are on the disk when they resolve. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Flushes the entries of a directory, which a file system stores apart from the files.
 * https://man7.org/linux/man-pages/man2/fsync.2.html
 */
export async function syncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r').catch(() => undefined); // Windows cannot open a directory, and does not need this.
  try {
    await handle?.sync();
  } catch {
    // Some file systems refuse; they keep the order of names themselves.
  } finally {
    await handle?.close();
  }
}

/** Replaces a file by renaming a temporary one, so that a crash leaves the old or the new content. */
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
