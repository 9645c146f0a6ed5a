/** Prints a value as JSON and as Node's inspector does: everything that a log, a devtool or a persister could show. */
import { inspect } from 'node:util';

export const printDeep = (value: unknown): string =>
  `${JSON.stringify(value)} ${inspect(value, { depth: 20, showHidden: true, getters: true })}`;
