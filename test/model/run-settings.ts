/** The number of interleavings: 1,000 over both stores in `npm test`, always the same ones; 100,000 random ones in `npm run test:long`. */
const long = process.env['LONG'] !== undefined;

export const runSettings = long
  ? { numRuns: 50_000, timeout: 4 * 3_600_000 }
  : { numRuns: 500, timeout: 600_000, seed: 6 };
