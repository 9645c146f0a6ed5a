/**
 * Which records of the large tables may have changed, so that what a change costs to be kept depends on what it touched
 * and not on how much there is.
 */
import { peek, watch } from '../lib/watched.ts';
import type { State } from './state.ts';

export interface Touched {
  /** Since the last `settle`. Undefined for what is not watched: anything in it may have changed. */
  in: (table: object) => ReadonlySet<string> | undefined;
  /** From here on nothing is touched, and every table is watched. For when nobody is at work who holds on to a record. */
  settle: (state: State) => void;
}

type Table = Record<string, unknown>;

/** What grows with the number of people and of their sign-ins. */
const tablesOf = ({ userPools, identityPools, sts }: State): readonly (readonly [object, string])[] => [
  ...Object.values(userPools.pools).flatMap((pool) =>
    (
      [
        'users',
        'aliasHints',
        'sessions',
        'refreshTokens',
        'srpExchanges',
        'challenges',
        'attempts',
      ] as const satisfies readonly (keyof typeof pool)[]
    ).map((name) => [pool, name] as const),
  ),
  [identityPools, 'identities'],
  [sts, 'issued'],
];

export function createTouched(): Touched {
  let watched = new Map<object, Set<string>>();
  return {
    in: (table) => watched.get(table),
    settle(state) {
      const before = watched;
      watched = new Map();
      for (const [holder, name] of tablesOf(state)) {
        const table = Reflect.get(holder, name) as Table | undefined;
        if (!table) continue;
        const known = before.get(table);
        if (known) {
          known.clear();
          watched.set(table, known);
          continue;
        }
        const touched = new Set<string>();
        const proxy = watch(peek(table), (key) => touched.add(key));
        Reflect.set(holder, name, proxy);
        watched.set(proxy, touched);
      }
    },
  };
}
