/** Proves that a program replays exactly, so that a failure can be reproduced. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleModel } from './bundle.ts';
import { programs } from './program.ts';

it.each(['web', 'async'] as const)(
  'model: a program gives the same log each time, over the %s store',
  async (store) => {
    const { run } = await bundleModel(`replay-${store}`);
    for (const program of fc.sample(programs(store), { seed: 3, numRuns: 20 })) {
      const first = await run(program);
      expect(first.log.length).toBeGreaterThan(program.commands.length - 1);
      expect(await run(program)).toEqual(first);
    }
  },
);
