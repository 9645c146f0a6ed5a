/** A state at one moment, to start another local AWS from, and its form as JSON. */
import { fromBase64, toBase64 } from '../lib/bytes.ts';
import type { TablePlan } from '../dynamodb/database.ts';
import { peek } from '../lib/watched.ts';
import type { State } from './state.ts';

export interface Snapshot {
  version: 1;
  state: State;
  /** DynamoDB's tables, where there are any: CreateTable's input, and the items. */
  tables?: readonly TablePlan[];
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** Maps the leaves of plain data. Nothing of the original is shared but what `leaf` hands on. */
function mapTree(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapTree(item, leaf));
  if (!isTree(value)) return leaf(value);
  return Object.fromEntries(Object.entries(peek(value)).map(([key, item]) => [key, mapTree(item, leaf)]));
}

/** Bytes are shared with the state, where they are never written to. */
export const takeSnapshot = (state: State): Snapshot => ({
  version: 1,
  state: mapTree(state, (value) => value) as State,
});

/** How bytes are written into JSON: `{"$bytes": …}` with whatever stands for them. */
export const bytesToJson = (value: unknown, writeBytes: (bytes: Uint8Array) => string): string =>
  JSON.stringify(
    mapTree(value, (leaf) => (leaf instanceof Uint8Array ? { $bytes: writeBytes(leaf) } : leaf)),
  );

/** Throws for what is no JSON, and for bytes that are not there. */
export const bytesFromJson = (json: string, readBytes: (text: string) => Uint8Array | undefined): unknown =>
  JSON.parse(json, (_key, value: unknown) => {
    if (!isTree(value) || typeof value['$bytes'] !== 'string' || Object.keys(value).length !== 1)
      return value;
    const bytes = readBytes(value['$bytes']);
    if (!bytes) throw new Error('bytes that it names are missing');
    return bytes;
  });

/** Bytes are in base64 by default. */
export const snapshotToJson = (
  snapshot: Snapshot,
  writeBytes: (bytes: Uint8Array) => string = toBase64,
): string => bytesToJson(snapshot, writeBytes);

/** Throws when the text is no snapshot of this version. */
export function snapshotFromJson(
  json: string,
  readBytes: (text: string) => Uint8Array | undefined = fromBase64,
): Snapshot {
  const snapshot = bytesFromJson(json, readBytes) as Partial<Snapshot> | null;
  if (snapshot?.version !== 1 || !isTree(snapshot.state)) {
    throw new Error('it is not a snapshot of version 1');
  }
  return snapshot as Snapshot;
}
