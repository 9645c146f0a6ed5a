/** Plays up to ten tabs over localStorage, with replies and events in random order. See `program.ts`. */
import { it } from 'vitest';
import { bundleModel } from './bundle.ts';
import { runSettings } from './run-settings.ts';
import { expectNoBrokenRule } from './check-programs.ts';

it(
  `faults 1, 2, 5, 8, 14, 18, 19, 25–33, 42, 43, 69, 70 and 88 (sessions): tabs break no session rule in ${runSettings.numRuns} interleavings over localStorage`,
  { timeout: runSettings.timeout },
  async () => {
    const { run } = await bundleModel('web-storage');
    await expectNoBrokenRule(run, 'web', runSettings);
  },
);
