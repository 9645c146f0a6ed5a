/** Patches between two trees, as the journal of `--data` stores them, reproduce any change. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, copyOf, diffTrees, type Patch } from '../../../local/src/state/patch.ts';
import { bytesFromJson, bytesToJson } from '../../../local/src/state/snapshot.ts';
import { fromBase64, toBase64 } from '../../../local/src/lib/bytes.ts';
import { getOwn, setOwn } from '../../../local/src/lib/own.ts';
import { peek, watch } from '../../../local/src/lib/watched.ts';

const key = fc.oneof(
  fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '$bytes2', ''),
  fc.string(),
);
const { tree } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => new Uint8Array(bytes)),
  ),
  tree: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('tree'), fc.array(tie('value'), { maxLength: 5 })),
}));
const trees = tree;

/** Applies patches as the journal does: through JSON, onto a copy. */
function applyThroughJson(before: object, patches: readonly Patch[]): object {
  const copy = copyOf(before);
  for (const patch of bytesFromJson(bytesToJson(patches, toBase64), fromBase64) as Patch[])
    applyPatch(copy, patch);
  return copy;
}

describe('a patch', () => {
  it('applying the patches between two trees gives the second tree', () => {
    fc.assert(
      fc.property(trees, trees, (before, after) => {
        expect(applyThroughJson(before, diffTrees(before, after))).toEqual(after);
      }),
      { numRuns: process.env['LONG'] ? 20_000 : 1000 },
    );
  });

  it('equal trees give no patches; undefined equals absent', () => {
    fc.assert(
      fc.property(trees, (same) => {
        expect(diffTrees(same, copyOf(same))).toEqual([]);
      }),
    );
    expect(diffTrees({ a: 1, gone: undefined }, { a: 1 })).toEqual([]);
    expect(diffTrees({ a: 1 }, { a: 1, gone: undefined })).toEqual([]);
  });

  it('a diff of touched properties only gives the same result', () => {
    fc.assert(
      fc.property(trees, trees, (before, after) => {
        const record = copyOf(before);
        const touched = new Set<string>();
        const watched = watch(record, (name) => touched.add(name));
        for (const name of Object.keys(record)) {
          if (!Object.hasOwn(after, name)) Reflect.deleteProperty(watched, name);
        }
        for (const [name, value] of Object.entries(after)) {
          const old = getOwn(peek(watched), name);
          if (diffTrees({ value: old }, { value }).length > 0) setOwn(watched, name, value);
        }
        const patches = diffTrees(before, watched, (node) => (node === watched ? touched : undefined));
        expect(applyThroughJson(before, patches)).toEqual(after);
      }),
      { numRuns: process.env['LONG'] ? 20_000 : 1000 },
    );
  });

  it('a patch shares no objects with its tree', () => {
    const after = { list: [{ name: 'ada' }] };
    const patches = diffTrees({ list: [] }, after);
    after.list[0]!.name = 'eve';
    expect(applyThroughJson({ list: [] }, patches)).toEqual({ list: [{ name: 'ada' }] });
  });

  it.each<[string, object, object, Patch[]]>([
    [
      'a member',
      { users: { ada: { age: 1 } } },
      { users: { ada: { age: 2 } } },
      [{ set: ['users', 'ada', 'age'], value: 2 }],
    ],
    [
      'one more at the end',
      { out: [1, 2] },
      { out: [1, 2, 3] },
      [{ splice: ['out'], at: 2, remove: 0, insert: [3] }],
    ],
    [
      'one in the middle',
      { keys: ['a', 'c'] },
      { keys: ['a', 'b', 'c'] },
      [{ splice: ['keys'], at: 1, remove: 0, insert: ['b'] }],
    ],
    [
      'one changed in place',
      { keys: [{ n: 1 }, { n: 2 }] },
      { keys: [{ n: 1 }, { n: 3 }] },
      [{ set: ['keys', 1, 'n'], value: 3 }],
    ],
    ['one gone', { users: { ada: 1, eve: 2 } }, { users: { eve: 2 } }, [{ delete: ['users', 'ada'] }]],
  ])('a patch contains only the change of %s', (_what, before, after, patches) => {
    expect(diffTrees(before, after)).toEqual(patches);
  });

  it('a patch for another tree is refused', () => {
    expect(() => applyPatch({}, { set: ['users', 'ada', 'age'], value: 1 })).toThrow(
      'nothing is at users/ada',
    );
    expect(() => applyPatch({ list: {} }, { splice: ['list'], at: 0, remove: 0, insert: [] })).toThrow(
      'no list',
    );
  });
});
