/**
 * Notes which records of the large tables may have changed, so that the cost of saving a change depends on the
 * change and not on the size of the state.
 */
import { peek, watch } from '../lib/watched.ts';
import type { State } from './state.ts';

export interface Touched {
  /**
   * Returns the keys accessed since the last `settle`; undefined for a table that is not watched, in which
   * anything may have changed.
   */
  in: (table: object) => ReadonlySet<string> | undefined;
  /** Clears the notes and watches every table. May be called only while no request holds a record. */
  settle: (state: State) => void;
}

type Table = Record<string, unknown>;

/** Tables that grow with the number of users and sign-ins. */
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
