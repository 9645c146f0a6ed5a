/** Gives each property twenty times as many random cases in `npm run test:long`. */
import { configureGlobal } from 'fast-check';

if (process.env['LONG']) configureGlobal({ numRuns: 2000 });
