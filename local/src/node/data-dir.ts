/**
 * Keeps a local AWS in a directory, so that what was acknowledged survives a `kill -9` or a power cut: `state.json`, a
 * journal of the changes since, and the bytes of objects in a file for each content. Once the journal is large, and at
 * the end, `state.json` is written anew.
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
  /** What was kept, if anything was. */
  snapshot: Snapshot | undefined;
  /** From now on this state is kept. Resolves once it is. */
  keep: (kept: Kept) => Promise<void>;
  /** Resolves once everything is on the disk that the state holds now; rejects when the disk refuses. */
  commit: () => Promise<void>;
  /** Keeps what is not kept yet, and gives the directory back. */
  close: () => Promise<void>;
}

/** What is kept, and when it may be looked at. */
export type Kept = Pick<LocalAwsParts, 'state' | 'isIdle' | 'between'>;

/** `journal` is the number of the file that goes on from here. */
type KeptFile = Snapshot & { journal?: number };

/** Bytes of journal after which `state.json` is written anew. */
const LONG_JOURNAL = 8 * 1024 * 1024;

const journalFile = (dir: string, number: number) => join(dir, `journal-${number}.log`);

async function readKept(
  dir: string,
  blobs: string,
  print: (line: string) => void,
): Promise<KeptFile | undefined> {
  const file = join(dir, 'state.json');
  if (!existsSync(file)) return undefined;
  let reading = file;
  try {
    const readBytes = (name: string) =>
      /^[0-9a-f]{64}$/.test(name) ? new Uint8Array(readFileSync(join(blobs, name))) : undefined;
    const kept: KeptFile = snapshotFromJson(await readFile(file, 'utf8'), readBytes);
    reading = journalFile(dir, kept.journal ?? 0);
    const { lines, torn } = await readJournal(reading);
    for (const line of lines) {
      for (const patch of bytesFromJson(line, readBytes) as Patch[]) applyPatch(kept.state, patch);
    }
    if (torn)
      print(`--data: ${reading} ended in the middle of a change that nobody was told of; it was left out`);
    return kept;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `${reading} can not be read: ${why}. It was left as it is. Move it away to start anew, or choose another --data directory.`,
      { cause },
    );
  }
}

/** Rejects, and touches nothing, when what is in the directory can not be read. */
export async function openDataDir(dir: string, print: (line: string) => void): Promise<DataDir> {
  const blobs = join(dir, 'blobs');
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  const unlock = await lockDir(dir);
  const kept = await readKept(dir, blobs, print).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const present = new Set(await readdir(blobs));
  let number = kept?.journal ?? 0;
  let journal: Journal | undefined;
  /** The state as it was last looked at: what is on the disk, once all writes are done. */
  let shadow: State | undefined;
  let current: Kept | undefined;
  const touched = createTouched();
  /** After a failure nobody knows what the journal ends with, so nothing is added to it any more. */
  let journalIs: 'whole' | 'doubtful' = 'whole';

  const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  /** JSON that names bytes by their hash, and what it names. */
  function written(value: unknown) {
    const contents = new Map<string, Uint8Array>();
    const json = bytesToJson(value, (bytes) => {
      const name = nameOf(bytes);
      contents.set(name, bytes);
      return name;
    });
    return { json, contents };
  }
  async function keepBytes(contents: ReadonlyMap<string, Uint8Array>): Promise<void> {
    for (const [name, bytes] of contents) {
      if (!present.has(name)) await replaceFile(join(blobs, name), bytes);
      present.add(name);
    }
  }

  /** Writes `state.json`, and begins a new journal. */
  async function checkpoint(): Promise<void> {
    const { json, contents } = written({ version: 1, state: shadow, journal: number + 1 });
    await keepBytes(contents);
    await replaceFile(join(dir, 'state.json'), json);
    await journal?.close();
    number += 1;
    journal = await openJournal(journalFile(dir, number));
    // Only now does nothing refer to them any more.
    for (const old of await readdir(dir)) {
      if (/^journal-\d+\.log$/.test(old) && old !== `journal-${number}.log`) await rm(join(dir, old));
    }
    for (const name of [...present].filter((old) => !contents.has(old))) {
      await rm(join(blobs, name), { force: true });
      present.delete(name);
    }
  }

  /** What changed since it was last looked at. */
  function look({ state, isIdle }: Kept): Patch[] {
    if (!shadow) return [];
    const patches = diffTrees(shadow, state, touched.in);
    for (const patch of patches) applyPatch(shadow, patch);
    if (isIdle()) touched.settle(state);
    return patches;
  }

  async function write(): Promise<void> {
    const whole = current;
    if (!whole || !journal) return;
    const patches = await whole.between(() => look(whole));
    const doubtful = journalIs === 'doubtful';
    if (patches.length === 0 && !doubtful) return;
    journalIs = 'doubtful';
    if (!doubtful) {
      const { json, contents } = written(patches);
      await keepBytes(contents);
      await journal.append(json);
    }
    if (doubtful || journal.size() > LONG_JOURNAL) await checkpoint();
    journalIs = 'whole';
  }

  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  /** Whoever comes while one is being written shares the next one. */
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
    snapshot: kept,
    async keep(given) {
      shadow = copyOf(given.state);
      await checkpoint();
      current = given;
      await commit();
    },
    commit,
    async close() {
      try {
        await commit();
        if (current && journal && journal.size() > 0) await checkpoint();
      } catch (error) {
        print(
          `--data: the last changes were not kept: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      await journal?.close();
      await unlock();
    },
  };
}
