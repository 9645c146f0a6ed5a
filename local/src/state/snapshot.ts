/** Snapshots: the state at one moment, from which another local AWS can start, and its JSON form. */
import { fromBase64, toBase64 } from '../lib/bytes.ts';
import type { TablePlan } from '../dynamodb/database.ts';
import { peek } from '../lib/watched.ts';
import type { State } from './state.ts';

/** The state of a local AWS at one moment. Contains keys and password verifiers, so treat it as a secret. */
export interface Snapshot {
  version: 1;
  state: State;
  /** DynamoDB tables: the input of CreateTable, and the items. */
  tables?: readonly TablePlan[];
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** Copies plain data and maps its leaves. Shares nothing with the original but the results of `leaf`. */
function mapTree(value: unknown, leaf: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapTree(item, leaf));
  if (!isTree(value)) return leaf(value);
  return Object.fromEntries(Object.entries(peek(value)).map(([key, item]) => [key, mapTree(item, leaf)]));
}

/** Takes a snapshot. Bytes are shared with the state, where nothing writes into them. */
export const takeSnapshot = (state: State): Snapshot => ({
  version: 1,
  state: mapTree(state, (value) => value) as State,
});

/** Writes JSON. Bytes become `{"$bytes": …}` with the text that `writeBytes` returns. */
export const bytesToJson = (value: unknown, writeBytes: (bytes: Uint8Array) => string): string =>
  JSON.stringify(
    mapTree(value, (leaf) => (leaf instanceof Uint8Array ? { $bytes: writeBytes(leaf) } : leaf)),
  );

/** Reads JSON. Throws when the text is not JSON or when `readBytes` does not know some bytes. */
export const bytesFromJson = (json: string, readBytes: (text: string) => Uint8Array | undefined): unknown =>
  JSON.parse(json, (_key, value: unknown) => {
    if (!isTree(value) || typeof value['$bytes'] !== 'string' || Object.keys(value).length !== 1)
      return value;
    const bytes = readBytes(value['$bytes']);
    if (!bytes) throw new Error('bytes that it names are missing');
    return bytes;
  });

/**
 * Writes a snapshot as JSON.
 * @param writeBytes turns bytes into text. Default: base64.
 * @returns the JSON text, as `GET /_local/snapshot` answers it
 */
export const snapshotToJson = (
  snapshot: Snapshot,
  writeBytes: (bytes: Uint8Array) => string = toBase64,
): string => bytesToJson(snapshot, writeBytes);

/**
 * Reads a snapshot from JSON.
 * @param readBytes the reverse of `writeBytes` of `snapshotToJson`. Default: base64.
 * @throws Error when the text is not JSON, or not a snapshot of version 1
 */
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
