/** Up to ten tabs over localStorage, in any order of whatever comes to them. See `program.ts` for what befalls them. */
import { it } from 'vitest';
import { bundleModel } from './bundle.ts';
import { amount } from './amount.ts';
import { holds } from './play.ts';

it(
  `faults 1, 2, 5, 8, 14, 18, 19, 25–33, 42, 43, 69, 70 and 88: keeps every rule of the session in ${amount.numRuns} interleavings over localStorage`,
  { timeout: amount.timeout },
  async () => {
    const { run } = await bundleModel('web-storage');
    await holds(run, 'web', amount);
  },
);
