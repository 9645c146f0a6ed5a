/** Computes the difference between two trees of plain data as small patches, and applies patches. */
import { equalBytes } from '../lib/bytes.ts';
import { getOwn, setOwn } from '../lib/own.ts';
import { peek } from '../lib/watched.ts';

export type Path = readonly (string | number)[];

export type Patch =
  | { set: Path; value: unknown }
  | { delete: Path }
  /** Replaces `remove` items of the list at `splice` by `insert`, from index `at` on. */
  | { splice: Path; at: number; remove: number; insert: readonly unknown[] };

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

/** Copies a tree. Bytes are shared, because nothing writes into them. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(peek(value)).map(([key, item]) => [key, copyOf(item)])) as Value;
}

/** Whether a member is set. An undefined member counts as absent, as in JSON. */
const has = (tree: Tree, key: string) => getOwn(tree, key) !== undefined;

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (one instanceof Uint8Array) return other instanceof Uint8Array && equalBytes(one, other);
  if (!isTree(one) || !isTree(other)) return false;
  for (const key in one) if (has(one, key) && !isSame(one[key], getOwn(other, key))) return false;
  for (const key in other) if (has(other, key) && !has(one, key)) return false;
  return true;
}

/** Returns the members of a tree that may have changed; undefined when any of them may. */
export type TouchedIn = (tree: object) => ReadonlySet<string> | undefined;

interface Walk {
  patches: Patch[];
  touchedIn: TouchedIn;
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: Path, walk: Walk): void {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const remove = before.length - start - end;
  const insert = after.slice(start, after.length - end);
  if (remove === 0 && insert.length === 0) return;
  if (remove === insert.length) {
    for (const [index, item] of insert.entries())
      diff(before[start + index], item, [...path, start + index], walk);
  } else walk.patches.push({ splice: path, at: start, remove, insert: insert.map(copyOf) });
}

function diffMember(before: Tree, after: Tree, key: string, path: Path, walk: Walk): void {
  const [old, value] = [getOwn(before, key), getOwn(after, key)];
  if (value === old) return;
  const place = [...path, key];
  if (value === undefined) walk.patches.push({ delete: place });
  else if (old === undefined) walk.patches.push({ set: place, value: copyOf(value) });
  else diff(old, value, place, walk);
}

function diffTree(before: Tree, after: Tree, path: Path, walk: Walk): void {
  const touched = walk.touchedIn(after);
  if (touched) {
    for (const key of touched) diffMember(before, peek(after), key, path, walk);
    return;
  }
  // Avoids Object.entries, because this loop may visit the whole state at each change.
  for (const key in before) if (!has(after, key)) diffMember(before, after, key, path, walk);
  for (const key in after) diffMember(before, after, key, path, walk);
}

function diff(before: unknown, after: unknown, path: Path, walk: Walk): void {
  if (Object.is(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) diffLists(before, after, path, walk);
  else if (isTree(before) && isTree(after)) diffTree(before, after, path, walk);
  else if (!isSame(before, after)) walk.patches.push({ set: path, value: copyOf(after) });
}

/** Returns the patches from `before` to `after`. Their values are copies. */
export function diffTrees(before: object, after: object, touchedIn: TouchedIn = () => undefined): Patch[] {
  const walk: Walk = { patches: [], touchedIn };
  diff(before, after, [], walk);
  return walk.patches;
}

function nodeAt(tree: unknown, path: Path): unknown {
  let node = tree;
  for (const step of path) {
    node = Array.isArray(node) ? node[Number(step)] : isTree(node) ? getOwn(node, String(step)) : undefined;
  }
  if (typeof node === 'object' && node !== null) return node;
  throw new Error(`nothing is at ${path.join('/')}, where a change was to be made`);
}

function put(parent: unknown, step: string | number, value: unknown): void {
  if (Array.isArray(parent)) parent[Number(step)] = value;
  else setOwn(parent as Tree, String(step), value);
}

/** Applies a patch. Throws when the tree is not the one that the patch was made for. */
export function applyPatch(tree: object, patch: Patch): void {
  if ('splice' in patch) {
    const list = nodeAt(tree, patch.splice);
    if (!Array.isArray(list)) throw new Error(`no list is at ${patch.splice.join('/')}`);
    list.splice(patch.at, patch.remove, ...patch.insert.map(copyOf));
  } else if ('set' in patch) {
    const last = patch.set.at(-1);
    if (last !== undefined) put(nodeAt(tree, patch.set.slice(0, -1)), last, copyOf(patch.value));
  } else {
    const last = patch.delete.at(-1);
    const parent = nodeAt(tree, patch.delete.slice(0, -1));
    if (last !== undefined) Reflect.deleteProperty(parent as Tree, String(last));
  }
}
