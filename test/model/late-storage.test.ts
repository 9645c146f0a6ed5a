/** Up to ten tabs over a store as IndexedDB is, in any order of whatever comes to them. See `program.ts` for what befalls them. */
import { it } from 'vitest';
import { bundleModel } from './bundle.ts';
import { amount } from './amount.ts';
import { holds } from './play.ts';

it(
  `keeps every rule of the session in ${amount.numRuns} interleavings over a store that answers late`,
  { timeout: amount.timeout },
  async () => {
    const { run } = await bundleModel('late-storage');
    await holds(run, 'late', amount);
  },
);
