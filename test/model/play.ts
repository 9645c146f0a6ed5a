/** Plays programs of fast-check's making until one breaks a rule, and tells it by its end. */
import * as fc from 'fast-check';
import { programs, type Program, type StoreKind } from './program.ts';
import type { Outcome, run as Run } from './run.ts';
import type { Without } from './world/browser.ts';

/** How much of the log is shown: the beginning matters less than the end. */
const SHOWN = 80;

const story = ({ broken, log }: Outcome) =>
  [`${broken?.message}`, log.length > SHOWN ? '…' : '', ...log.slice(-SHOWN)].join('\n');

/** Rejects with the smallest program that breaks a rule, and its seed. */
export const holds = (run: typeof Run, store: StoreKind, parameters: fc.Parameters<[Program]>) =>
  fc.assert(
    fc.asyncProperty(programs(store), async (program) => {
      const outcome = await run(program);
      if (outcome.broken) throw new Error(story(outcome));
    }),
    { endOnFailure: false, ...parameters },
  );

/** Which of so many programs breaks a rule first, and the rule; undefined when none does. */
export async function firstBroken(
  run: typeof Run,
  store: StoreKind,
  { seed, numRuns, without }: { seed: number; numRuns: number; without?: Without | undefined },
) {
  for (const [index, program] of fc.sample(programs(store), { seed, numRuns }).entries()) {
    const { broken } = await run(program, without);
    if (broken) return { index, rule: broken.rule };
  }
  return undefined;
}
