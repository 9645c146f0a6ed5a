/** The program of one run: a plain value that fast-check can generate, shrink and print. */
import * as fc from 'fast-check';
import type { Username, Rotation } from './simulation/service.ts';

/** `web`: localStorage with its events. `async`: records with asynchronous steps, as in IndexedDB. */
export type StoreKind = 'web' | 'async';
/** `web`: Web Locks. `lease`: a browser without them. */
export type LockKind = 'web' | 'lease';

interface InTab {
  readonly tab: number;
}
export type Action =
  | ({ do: 'sign in'; user: Username; remember: boolean } & InTab)
  | ({ do: 'sign out'; everywhere: boolean } & InTab)
  | ({ do: 'get tokens'; refresh: boolean } & InTab)
  | ({ do: 'get credentials'; refresh: boolean } & InTab)
  | ({ do: 'call AWS' } & InTab)
  | ({ do: 'crash' } & InTab)
  | ({ do: 'reload' } & InTab)
  | ({ do: 'freeze' } & InTab)
  | ({ do: 'thaw' } & InTab)
  /** The tab becomes visible or online again. */
  | ({ do: 'return' } & InTab)
  /** Timers run during `wait`, and not during `sleep`. */
  | { do: 'wait'; milliseconds: number }
  | { do: 'sleep'; milliseconds: number }
  /** Sets the device's clock ahead of the true time. */
  | { do: 'set clock'; milliseconds: number }
  | { do: 'fill storage' }
  | { do: 'wipe storage' }
  | { do: 'end at service'; user: Username; how: 'revoked' | 'disabled' };

export interface Command {
  readonly action: Action;
  /** The number of waiting tasks that run before the next command. */
  readonly steps: number;
  /** The seed that chooses these tasks. */
  readonly salt: number;
}

export interface Program {
  readonly store: StoreKind;
  readonly locks: LockKind;
  readonly tabs: number;
  readonly rotation: Rotation;
  readonly guest: boolean;
  /** The percentage of requests that fail on their way. */
  readonly trouble: number;
  readonly seed: number;
  readonly commands: readonly Command[];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const user = fc.constantFrom<Username>('ada', 'ada', 'bea');
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

/** The actions of every program. */
const always = [
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign in' as const),
      tab,
      user,
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
/** The actions of programs with mishaps. */
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
      user,
      how: fc.constantFrom('revoked' as const, 'disabled' as const),
    }),
  },
] as const;

const commandsOf = (action: fc.Arbitrary<Action>) =>
  fc.array(fc.record({ action, steps: fc.nat(14), salt: fc.nat() }), {
    minLength: 2,
    maxLength: 22,
    size: 'max',
  });

/** Generates programs. Half have no mishap: in these every session must survive and no request may be sent twice. */
export const programs = (store: StoreKind): fc.Arbitrary<Program> =>
  fc.boolean().chain((calm) =>
    fc.record({
      store: fc.constant(store),
      // The lease is stored in web storage.
      locks:
        store === 'web' ? fc.constantFrom<LockKind>('web', 'web', 'lease') : fc.constant<LockKind>('web'),
      // Small numbers are more likely, because a few tabs meet more often than ten.
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
