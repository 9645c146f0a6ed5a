/**
 * Keeps a local AWS in a directory: `state.json`, and the bytes of objects beside it, a file for each content. Both
 * are written to a temporary file first and renamed, so that a crash leaves the old or the new.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDir } from './dir-lock.ts';
import { type Snapshot, snapshotFromJson, snapshotToJson } from '../state/snapshot.ts';

export interface DataDir {
  /** What was kept, if anything was. */
  snapshot: Snapshot | undefined;
  /** Where the state to be kept comes from. */
  watch(take: () => Promise<Snapshot>): void;
  /** Something may have changed: writes soon. */
  changed(): void;
  /** Writes what is not yet written. */
  close(): Promise<void>;
}

const SOON = 100;

async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content, { mode: 0o600 });
  await rename(temporary, path);
}

async function readSnapshot(file: string, blobs: string): Promise<Snapshot | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return snapshotFromJson(await readFile(file, 'utf8'), (name) =>
      /^[0-9a-f]{64}$/.test(name) ? new Uint8Array(readFileSync(join(blobs, name))) : undefined,
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${file} can not be read: ${why}. It was left as it is. Move it away to start anew, or choose another --data directory.`,
      { cause },
    );
  }
}

/** Rejects, and touches nothing, when what is in the directory can not be read. */
export async function openDataDir(dir: string, print: (line: string) => void): Promise<DataDir> {
  const file = join(dir, 'state.json');
  const blobs = join(dir, 'blobs');
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  const unlock = await lockDir(dir);
  const snapshot = await readSnapshot(file, blobs).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const kept = new Set(await readdir(blobs));
  let written = '';
  let take: (() => Promise<Snapshot>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    if (!take) return;
    const contents = new Map<string, Uint8Array>();
    const json = snapshotToJson(await take(), (bytes) => {
      const name = createHash('sha256').update(bytes).digest('hex');
      contents.set(name, bytes);
      return name;
    });
    if (json === written) return;
    for (const [name, bytes] of contents) {
      if (!kept.has(name)) await replaceFile(join(blobs, name), bytes);
      kept.add(name);
    }
    await replaceFile(file, json);
    written = json;
    // Only now does nothing refer to them any more.
    for (const name of [...kept].filter((old) => !contents.has(old))) {
      await rm(join(blobs, name), { force: true });
      kept.delete(name);
    }
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing
      .then(write)
      .catch((error: unknown) =>
        print(`--data: nothing was kept: ${error instanceof Error ? error.message : String(error)}`),
      );
    return writing;
  };

  return {
    snapshot,
    watch(source) {
      take = source;
    },
    changed() {
      timer ??= setTimeout(() => void flush(), SOON);
    },
    async close() {
      await flush();
      await unlock();
    },
  };
}
