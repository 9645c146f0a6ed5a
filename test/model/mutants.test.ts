/** What holds the sessions together is taken away, one thing at a time: the model has to miss it. */
import { expect, it } from 'vitest';
import { bundleModel, type Edit } from './bundle.ts';
import { firstBroken } from './play.ts';
import type { StoreKind } from './program.ts';
import type { Rule } from './world/broken.ts';
import type { Without } from './world/browser.ts';

interface Mutant {
  name: string;
  store: StoreKind;
  without?: Without;
  edits?: readonly Edit[];
  rules: readonly Rule[];
}

/** Where a refresh looks whether the tokens that it renewed are still held: a second fence behind the epoch's. */
const onlyTheEpoch: Edit = {
  file: 'session/get-tokens.ts',
  find: 'latest.accessToken === accessToken ? { ...latest, ...renewed } : latest',
  replace: '({ ...latest, ...renewed })',
};
const epochChecks: readonly Edit[] = [
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
    name: 'the lock: every tab is granted it at once',
    store: 'web',
    without: { lock: true },
    rules: ['refreshed twice', 'two guests'],
  },
  {
    name: 'the comparison: every swap writes',
    store: 'late',
    without: { compare: true },
    rules: ['resurrected', 'older over newer', 'lost', 'another principal', 'tabs disagree'],
  },
  {
    name: 'the epoch in the comparison: a swap asks for the generation alone',
    store: 'late',
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
    name: 'the epoch: tokens that were asked for in another one are stored all the same',
    store: 'web',
    edits: [onlyTheEpoch, ...epochChecks],
    rules: ['another principal', 'lost', 'revoked alive', 'resurrected', 'tabs disagree'],
  },
];

/** In how many interleavings it has to show. */
const numRuns = 1000;
const seeds = process.env['LONG'] === undefined ? [11] : [11, 12, 13, 14, 15, 16, 17, 18];

const patience = { timeout: 1_800_000 };

it.each(mutants)('breaks without $name', patience, async ({ name, store, without, edits, rules }) => {
  const { run } = await bundleModel(`mutant-${mutants.findIndex((mutant) => mutant.name === name)}`, edits);
  for (const seed of seeds) {
    const broken = await firstBroken(run, store, { seed, numRuns, without });
    expect(rules).toContain(broken?.rule);
  }
});

it('holds by the epoch alone', patience, async () => {
  const { run } = await bundleModel('epoch-alone', [onlyTheEpoch]);
  expect(await firstBroken(run, 'web', { seed: 11, numRuns: 150 })).toBeUndefined();
});

it('says so when a mutant cannot be made any more', async () => {
  const edit = { file: 'session/session-store.ts', find: 'no such code', replace: '' };
  await expect(bundleModel('impossible', [edit])).rejects.toThrow('does not hold this once');
});
