/** Plays generated programs until one breaks a rule, and reports the end of its log. */
import * as fc from 'fast-check';
import { programs, type Program, type StoreKind } from './program.ts';
import type { Outcome, run as Run } from './run.ts';
import type { Without } from './simulation/browser.ts';

/** The number of log lines in a report, from the end. */
const REPORTED_LINES = 80;

const formatOutcome = ({ broken, log }: Outcome) =>
  [`${broken?.message}`, log.length > REPORTED_LINES ? '…' : '', ...log.slice(-REPORTED_LINES)].join('\n');

/** Rejects with the smallest program that breaks a rule, and its seed. */
export const expectNoBrokenRule = (run: typeof Run, store: StoreKind, parameters: fc.Parameters<[Program]>) =>
  fc.assert(
    fc.asyncProperty(programs(store), async (program) => {
      const outcome = await run(program);
      if (outcome.broken) throw new Error(formatOutcome(outcome));
    }),
    { endOnFailure: false, ...parameters },
  );

/** Returns the first of `numRuns` programs that breaks a rule, and the rule, or undefined. */
export async function firstBrokenRule(
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
