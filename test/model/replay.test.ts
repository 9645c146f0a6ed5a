/** A run that cannot be had again would be no help. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleModel } from './bundle.ts';
import { programs } from './program.ts';

it.each(['web', 'late'] as const)('the same program plays the same, over the %s store', async (store) => {
  const { run } = await bundleModel(`replay-${store}`);
  for (const program of fc.sample(programs(store), { seed: 3, numRuns: 20 })) {
    const first = await run(program);
    expect(first.log.length).toBeGreaterThan(program.commands.length - 1);
    expect(await run(program)).toEqual(first);
  }
});
