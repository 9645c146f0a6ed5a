/** `npm run test:long` gives each property twenty times as many random cases. */
import { configureGlobal } from 'fast-check';

if (process.env['LONG']) configureGlobal({ numRuns: 2000 });
