/**
 * Saves a local AWS in a directory, so that acknowledged changes survive a `kill -9` or a power cut. The directory
 * contains `state.json`, a journal of later changes, and one file for each distinct content of an object.
 * `state.json` is written anew when the journal is large, and at the end.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalAwsParts } from '../local-aws/local-aws.ts';
import { applyPatch, copyOf, diffTrees, type Patch } from '../state/patch.ts';
import { bytesFromJson, bytesToJson, type Snapshot, snapshotFromJson } from '../state/snapshot.ts';
import type { State } from '../state/state.ts';
import { createTouched } from '../state/touched.ts';
import { lockDir } from './dir-lock.ts';
import { replaceFile } from './durable-file.ts';
import { type Journal, openJournal, readJournal } from './journal.ts';

export interface DataDir {
  /** The saved state; undefined for a new directory. */
  snapshot: Snapshot | undefined;
  /** Starts saving this state. Resolves once it is saved for the first time. */
  save: (parts: Saved) => Promise<void>;
  /** Saves the current state. Resolves once it is on the disk; rejects when writing fails. */
  commit: () => Promise<void>;
  /** Saves the last changes and releases the directory. */
  close: () => Promise<void>;
}

/** The state to save, and when it may be read. */
export type Saved = Pick<LocalAwsParts, 'state' | 'isIdle' | 'between'>;

/** `journal` is the number of the journal file with the later changes. */
type SavedFile = Snapshot & { journal?: number };

/** Bytes of journal after which `state.json` is written anew. */
const LONG_JOURNAL = 8 * 1024 * 1024;

const journalFile = (dir: string, number: number) => join(dir, `journal-${number}.log`);

async function readSaved(
  dir: string,
  blobs: string,
  print: (line: string) => void,
): Promise<SavedFile | undefined> {
  const file = join(dir, 'state.json');
  if (!existsSync(file)) return undefined;
  let reading = file;
  try {
    const readBytes = (name: string) =>
      /^[0-9a-f]{64}$/.test(name) ? new Uint8Array(readFileSync(join(blobs, name))) : undefined;
    const saved: SavedFile = snapshotFromJson(await readFile(file, 'utf8'), readBytes);
    reading = journalFile(dir, saved.journal ?? 0);
    const { lines, torn } = await readJournal(reading);
    for (const line of lines) {
      for (const patch of bytesFromJson(line, readBytes) as Patch[]) applyPatch(saved.state, patch);
    }
    if (torn)
      print(
        `--data: ${reading} ends in the middle of a change that was never acknowledged; that change was dropped`,
      );
    return saved;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${reading} cannot be read: ${why}. It was not changed. Move it away to start empty, or choose another --data directory.`,
      { cause },
    );
  }
}

/** Opens a directory. Rejects, and changes nothing, when its contents cannot be read. */
export async function openDataDir(dir: string, print: (line: string) => void): Promise<DataDir> {
  const blobs = join(dir, 'blobs');
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  const unlock = await lockDir(dir);
  const saved = await readSaved(dir, blobs, print).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const present = new Set(await readdir(blobs));
  let number = saved?.journal ?? 0;
  let journal: Journal | undefined;
  /** A copy of the state as of the last read. Equals the disk once all writes are done. */
  let shadow: State | undefined;
  let current: Saved | undefined;
  const touched = createTouched();
  /**
   * Becomes `doubtful` during a write. After a failed write the end of the journal is unknown, so the next write
   * is a checkpoint.
   */
  let journalIs: 'whole' | 'doubtful' = 'whole';

  const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  /** Serialises a value. Bytes are named by their hash and returned separately. */
  function serialise(value: unknown) {
    const contents = new Map<string, Uint8Array>();
    const json = bytesToJson(value, (bytes) => {
      const name = nameOf(bytes);
      contents.set(name, bytes);
      return name;
    });
    return { json, contents };
  }
  async function writeContents(contents: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (const [name, bytes] of contents) {
      if (!present.has(name)) await replaceFile(join(blobs, name), bytes);
      present.add(name);
    }
  }

  /** Writes `state.json` and begins a new journal. */
  async function checkpoint(): Promise<void> {
    const { json, contents } = serialise({ version: 1, state: shadow, journal: number + 1 });
    await writeContents(contents);
    await replaceFile(join(dir, 'state.json'), json);
    await journal?.close();
    number += 1;
    journal = await openJournal(journalFile(dir, number));
    // The old journals and contents are no longer referenced from here on.
    for (const old of await readdir(dir)) {
      if (/^journal-\d+\.log$/.test(old) && old !== `journal-${number}.log`) await rm(join(dir, old));
    }
    for (const name of [...present].filter((old) => !contents.has(old))) {
      await rm(join(blobs, name), { force: true });
      present.delete(name);
    }
  }

  /** Returns the changes since the last call. */
  function readChanges({ state, isIdle }: Saved): Patch[] {
    if (!shadow) return [];
    const patches = diffTrees(shadow, state, touched.in);
    for (const patch of patches) applyPatch(shadow, patch);
    if (isIdle()) touched.settle(state);
    return patches;
  }

  async function write(): Promise<void> {
    const whole = current;
    if (!whole || !journal) return;
    const patches = await whole.between(() => readChanges(whole));
    const doubtful = journalIs === 'doubtful';
    if (patches.length === 0 && !doubtful) return;
    journalIs = 'doubtful';
    if (!doubtful) {
      const { json, contents } = serialise(patches);
      await writeContents(contents);
      await journal.append(json);
    }
    if (doubtful || journal.size() > LONG_JOURNAL) await checkpoint();
    journalIs = 'whole';
  }

  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  /** Callers that arrive during a write share the next one. */
  function commit(): Promise<void> {
    if (waiting) return waiting;
    const next = running.then(() => {
      waiting = undefined;
      return write();
    });
    waiting = next;
    running = next.catch(() => {});
    return next;
  }

  return {
    snapshot: saved,
    async save(parts) {
      shadow = copyOf(parts.state);
      await checkpoint();
      current = parts;
      await commit();
    },
    commit,
    async close() {
      try {
        await commit();
        if (current && journal && journal.size() > 0) await checkpoint();
      } catch (error) {
        print(
          `--data: the last changes were not saved: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      await journal?.close();
      await unlock();
    },
  };
}
