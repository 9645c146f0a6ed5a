/** What one run of the model does: a plain value, so that fast-check can make it, shrink it and write it down. */
import * as fc from 'fast-check';
import type { Person, Rotation } from './world/service.ts';

/** `web`: localStorage with its events. `late`: records whose every step takes its time, as IndexedDB's do. */
export type StoreKind = 'web' | 'late';
/** `lease`: a browser without Web Locks. */
export type LockKind = 'web' | 'lease';

interface Act {
  readonly tab: number;
}
export type Deed =
  | ({ do: 'sign in'; who: Person; remember: boolean } & Act)
  | ({ do: 'sign out'; everywhere: boolean } & Act)
  | ({ do: 'get tokens'; refresh: boolean } & Act)
  | ({ do: 'get credentials'; refresh: boolean } & Act)
  | ({ do: 'call AWS' } & Act)
  | ({ do: 'crash' } & Act)
  | ({ do: 'reload' } & Act)
  | ({ do: 'freeze' } & Act)
  | ({ do: 'thaw' } & Act)
  /** Somebody looks at it again, or it is online again. */
  | ({ do: 'return' } & Act)
  /** Milliseconds. */
  | { do: 'wait'; milliseconds: number }
  | { do: 'sleep'; milliseconds: number }
  /** The device's clock is set to be that far ahead. */
  | { do: 'set clock'; milliseconds: number }
  | { do: 'fill storage' }
  | { do: 'wipe storage' }
  | { do: 'end at service'; who: Person; how: 'revoked' | 'disabled' };

export interface Command {
  readonly deed: Deed;
  /** How many things are let go before the next command, and what decides which. */
  readonly steps: number;
  readonly salt: number;
}

export interface Program {
  readonly store: StoreKind;
  readonly locks: LockKind;
  readonly tabs: number;
  readonly rotation: Rotation;
  readonly guest: boolean;
  /** Of a hundred requests, how many meet something on their way. */
  readonly trouble: number;
  readonly seed: number;
  readonly commands: readonly Command[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const who = fc.constantFrom<Person>('ada', 'ada', 'bea');
const tab = fc.nat(9);
const everyFourth = fc.nat(3).map((number) => number === 0);
const half = fc.boolean();
const waits = fc.constantFrom(
  50,
  SECOND,
  5 * SECOND,
  9 * SECOND,
  13 * SECOND,
  30 * SECOND,
  61 * SECOND,
  6 * MINUTE,
);
const sleeps = fc.constantFrom(2 * MINUTE, 40 * MINUTE, HOUR, 10 * HOUR);
const offsets = fc.constantFrom(0, 5 * MINUTE, -5 * MINUTE, 2 * HOUR, -2 * HOUR, 24 * HOUR, -24 * HOUR);

const always = [
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign in' as const),
      tab,
      who,
      remember: everyFourth.map((no) => !no),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sign out' as const), tab, everywhere: everyFourth }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('get tokens' as const), tab, refresh: half }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('get credentials' as const), tab, refresh: everyFourth }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('call AWS' as const), tab }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: waits }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sleep' as const), milliseconds: sleeps }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), tab }) },
] as const;
const mishaps = [
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('freeze' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('thaw' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set clock' as const), milliseconds: offsets }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fill storage' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wipe storage' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('end at service' as const),
      who,
      how: fc.constantFrom('revoked' as const, 'disabled' as const),
    }),
  },
] as const;

const commandsOf = (deed: fc.Arbitrary<Deed>) =>
  fc.array(fc.record({ deed, steps: fc.nat(14), salt: fc.nat() }), {
    minLength: 2,
    maxLength: 22,
    size: 'max',
  });

/** Half of the runs meet no mishap: there, every session has to be kept and nothing may be asked twice. */
export const programs = (store: StoreKind): fc.Arbitrary<Program> =>
  fc.boolean().chain((calm) =>
    fc.record({
      store: fc.constant(store),
      // The lease lies in the browser's own stores.
      locks:
        store === 'web' ? fc.constantFrom<LockKind>('web', 'web', 'lease') : fc.constant<LockKind>('web'),
      // Few meet more often.
      tabs: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
        fc.integer({ min: 5, max: 10 }),
      ),
      rotation: fc.constantFrom<Rotation>('none', 'grace', 'no grace'),
      guest: half,
      trouble: calm ? fc.constant(0) : fc.constantFrom(0, 10, 40),
      seed: fc.nat(),
      commands: commandsOf(calm ? fc.oneof(...always) : fc.oneof(...always, ...mishaps)),
    }),
  );
