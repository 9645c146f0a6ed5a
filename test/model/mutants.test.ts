/** Proves that the model finds bugs: it must break a rule for each mutant, in which one protection is removed. */
import { expect, it } from 'vitest';
import { bundleModel, type Edit } from './bundle.ts';
import { firstBrokenRule } from './check-programs.ts';
import type { StoreKind } from './program.ts';
import type { Rule } from './simulation/broken-rule.ts';
import type { Without } from './simulation/browser.ts';

interface Mutant {
  name: string;
  store: StoreKind;
  without?: Without;
  edits?: readonly Edit[];
  rules: readonly Rule[];
}

/** Removes the check that the refreshed tokens are still stored, which is a second fence behind the epoch. */
const epochCheckOnly: Edit = {
  file: 'session/get-tokens.ts',
  find: 'latest.accessToken === accessToken ? { ...latest, ...renewed } : latest',
  replace: '({ ...latest, ...renewed })',
};
/** Removes the checks that the epoch is unchanged. */
const withoutEpochChecks: readonly Edit[] = [
  {
    file: 'session/session-store.ts',
    find: 'currentRecord()?.epoch === epoch && stored?.epoch === epoch',
    replace: 'stored',
  },
  {
    file: 'session/session-store.ts',
    find: 'if (next && currentRecord()?.epoch === epoch) {',
    replace: 'if (next) {',
  },
];

const mutants: readonly Mutant[] = [
  {
    name: 'the lock: every tab gets it at once',
    store: 'web',
    without: { lock: true },
    rules: ['refreshed twice', 'two guests'],
  },
  {
    name: 'the comparison: every swap writes',
    store: 'async',
    without: { compare: true },
    rules: ['resurrected', 'older over newer', 'lost', 'another principal', 'tabs disagree'],
  },
  {
    name: 'the epoch in the comparison: a swap compares the generation alone',
    store: 'async',
    edits: [
      {
        file: 'storage/record-storage.ts',
        find: 'a?.epoch === b?.epoch && a?.generation === b?.generation',
        replace: 'a?.generation === b?.generation',
      },
    ],
    rules: ['resurrected', 'lost', 'another principal', 'tabs disagree'],
  },
  {
    name: 'the epoch: tokens requested in an older epoch are stored',
    store: 'web',
    edits: [epochCheckOnly, ...withoutEpochChecks],
    rules: ['another principal', 'lost', 'revoked alive', 'resurrected', 'tabs disagree'],
  },
];

/** The number of interleavings in which a broken rule must appear. */
const numRuns = 1000;
const seeds = process.env['LONG'] === undefined ? [11] : [11, 12, 13, 14, 15, 16, 17, 18];

const options = { timeout: 1_800_000 };

it.each(mutants)(
  'session rules break without $name',
  options,
  async ({ name, store, without, edits, rules }) => {
    const { run } = await bundleModel(`mutant-${mutants.findIndex((mutant) => mutant.name === name)}`, edits);
    for (const seed of seeds) {
      const broken = await firstBrokenRule(run, store, { seed, numRuns, without });
      expect(rules).toContain(broken?.rule);
    }
  },
);

it('session rules hold with the epoch check alone', options, async () => {
  const { run } = await bundleModel('epoch-alone', [epochCheckOnly]);
  expect(await firstBrokenRule(run, 'web', { seed: 11, numRuns: 150 })).toBeUndefined();
});

it('bundleModel throws if an edit does not match the kit’s source', async () => {
  const edit = { file: 'session/session-store.ts', find: 'no such code', replace: '' };
  await expect(bundleModel('impossible', [edit])).rejects.toThrow('does not contain this text exactly once');
});
