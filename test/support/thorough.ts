/** `npm run test:long` gives each property twenty times as many random cases. */
import fc from 'fast-check';

if (process.env['LONG']) fc.configureGlobal({ numRuns: 2000 });
