/** Checks that a store keeps the promises of `RecordStorage`, by which tabs share one session safely. */
import type { SessionRecord } from '../session-record.ts';
import type { RecordRevision, RecordStorage } from '../record-storage.ts';
import { assertEqual, createTestRecord, waitUntil } from './support.ts';

/** The store to check, and the place that its record is in. */
export interface StorageConformanceOptions<Place, Stored extends RecordRevision = SessionRecord> {
  /** Creates an empty place for one record, such as a new `Map` or database. Each check calls it once. */
  create: () => Place | Promise<Place>;
  /** Opens the store on that place. Each further call opens it as another tab, or after a reload. */
  open: (place: Place) => RecordStorage<Stored>;
  /**
   * The reach of a record, which decides the checks. Default `origin`.
   * - `origin`: all tabs share it, and it outlives them.
   * - `tab`: one tab has it, and it outlives a reload.
   * - `page`: it ends with the page.
   */
  scope?: 'origin' | 'tab' | 'page';
  /** Replaces what the place contains with something that is no record. Without it, that check is left out. */
  corrupt?: (place: Place) => void | Promise<void>;
  /** Creates a record of a revision. Default: a session record; records of another type need their own. */
  record?: (revision: RecordRevision) => Stored;
  /** Milliseconds to wait for a callback of `watch`. Default 1,000. */
  timeout?: number;
}

/** A check for any test runner: `it(check.name, check.run)`. */
export interface StorageCheck {
  /** A sentence: the method, and its promise. */
  readonly name: string;
  /** Resolves if the store keeps the promise, and rejects with an Error that says what differs. */
  readonly run: () => Promise<void>;
}

const one = { epoch: 'one', generation: 1 };
const renewed = { epoch: 'one', generation: 2 };
const two = { epoch: 'two', generation: 1 };

/** The parts that each check works with. */
interface Bench<Place, Stored extends RecordRevision> {
  place: Place;
  /** The store of the first tab. */
  store: RecordStorage<Stored>;
  /** Opens the same place again. */
  openAgain: () => RecordStorage<Stored>;
  record: (revision: RecordRevision) => Stored;
  /** Writes the first record. */
  fill: () => Promise<Stored>;
  /** Asserts what a store reads. */
  assertStored: (store: RecordStorage<Stored>, record: Stored | undefined, when: string) => Promise<void>;
  waitFor: (condition: () => boolean, what: string) => Promise<void>;
}

type Check = <Place, Stored extends RecordRevision>(bench: Bench<Place, Stored>) => Promise<void>;

/** The checks of one opened store. */
const storeChecks: Record<string, Check> = {
  async 'read: resolves with undefined for an empty store'({ store, assertStored }) {
    await assertStored(store, undefined, 'of an empty store');
  },

  async 'compareAndSwap: writes to an empty store if undefined is expected'({ store, record, assertStored }) {
    assertEqual(await store.compareAndSwap(undefined, record(one)), true, 'The result of the first write');
    await assertStored(store, record(one), 'after the first write');
  },

  async 'compareAndSwap: refuses undefined if the store has a record'({ store, record, fill, assertStored }) {
    const first = await fill();
    assertEqual(await store.compareAndSwap(undefined, record(two)), false, 'The result of the second write');
    await assertStored(store, first, 'after a refused write');
  },

  async 'compareAndSwap: refuses a revision if the store is empty'({ store, record, assertStored }) {
    assertEqual(await store.compareAndSwap(one, record(renewed)), false, 'The result of the write');
    await assertStored(store, undefined, 'after a refused write');
  },

  async 'compareAndSwap: refuses a revision of another epoch'({ store, record, fill, assertStored }) {
    const first = await fill();
    assertEqual(await store.compareAndSwap(two, record(two)), false, 'The result of the write');
    await assertStored(store, first, 'after a refused write');
  },

  async 'compareAndSwap: refuses a revision of another generation'({ store, record, fill, assertStored }) {
    await store.compareAndSwap(await fill(), record(renewed));
    for (const generation of [1, 3]) {
      const done = await store.compareAndSwap({ ...one, generation }, record({ ...one, generation: 4 }));
      assertEqual(done, false, `The result of a write that expects generation ${generation}, not 2,`);
    }
    await assertStored(store, record(renewed), 'after refused writes');
  },

  async 'compareAndSwap: replaces the whole record'({ store, record, fill, assertStored }) {
    const done = await store.compareAndSwap(await fill(), record(renewed));
    assertEqual(done, true, 'The result of the second write');
    await assertStored(store, record(renewed), 'after the second write');
  },

  async 'compareAndSwap: compares epoch and generation, and nothing else'({
    store,
    record,
    fill,
    assertStored,
  }) {
    await fill();
    assertEqual(await store.compareAndSwap({ ...one }, record(two)), true, 'The result of the write');
    await assertStored(store, record(two), 'after a write of another epoch');
  },

  async 'compareAndSwap: writes once if ten calls expect the same revision'({ store, record, assertStored }) {
    let expected: RecordRevision | undefined;
    for (const generation of [1, 2]) {
      const records = Array.from({ length: 10 }, (_, index) =>
        record({ epoch: `epoch-${index}`, generation }),
      );
      const done = await Promise.all(records.map(async (next) => store.compareAndSwap(expected, next)));
      assertEqual(done.filter(Boolean).length, 1, 'The number of concurrent calls that wrote');
      expected = records[done.indexOf(true)];
      await assertStored(store, records[done.indexOf(true)], 'after concurrent writes');
    }
  },

  async 'clear: deletes any record without an argument'({ store, record, fill, assertStored }) {
    await store.clear();
    await fill();
    await store.clear();
    await assertStored(store, undefined, 'after clear()');
    assertEqual(await store.compareAndSwap(undefined, record(two)), true, 'The result of a write after it');
  },

  async 'clear: deletes the revision that it is passed'({ store, fill, assertStored }) {
    await fill();
    await store.clear({ ...one });
    await assertStored(store, undefined, 'after clear(revision)');
  },

  async 'clear: leaves another revision than it is passed'({ store, record, fill, assertStored }) {
    await store.compareAndSwap(await fill(), record(renewed));
    await store.clear(one);
    await assertStored(store, record(renewed), 'after clear(older generation)');
    await store.clear({ ...two, generation: 2 });
    await assertStored(store, record(renewed), 'after clear(another epoch)');
  },

  async 'watch: returns a function that may be called twice'({ store }) {
    const end = store.watch(() => {});
    end();
    end();
  },
};

/** The checks of a record that outlives a reload. */
const reloadChecks: Record<string, Check> = {
  async 'read: resolves with the record after a reload'({ record, fill, openAgain, assertStored }) {
    const first = await fill();
    const reloaded = openAgain();
    await assertStored(reloaded, first, 'after a reload');
    assertEqual(await reloaded.compareAndSwap(one, record(renewed)), true, 'The result of a write after it');
  },
};

/** The checks of a record that tabs share. */
const tabChecks: Record<string, Check> = {
  async 'read: resolves with the record of another tab'({ store, record, fill, openAgain, assertStored }) {
    const other = openAgain();
    await assertStored(other, undefined, 'before another tab’s write');
    await fill();
    await assertStored(other, record(one), 'after another tab’s write');
    await other.clear();
    await assertStored(store, undefined, 'after another tab’s clear()');
  },

  async 'compareAndSwap: refuses a revision that another tab has replaced'({
    store,
    record,
    fill,
    openAgain,
    assertStored,
  }) {
    const first = await fill();
    assertEqual(await openAgain().compareAndSwap(first, record(renewed)), true, 'The other tab’s result');
    assertEqual(await store.compareAndSwap(first, record(two)), false, 'This tab’s result');
    await assertStored(store, record(renewed), 'after another tab’s write');
  },

  async 'compareAndSwap: writes once if ten tabs expect the same revision'({
    store,
    record,
    fill,
    openAgain,
    assertStored,
  }) {
    const first = await fill();
    const records = Array.from({ length: 10 }, (_, index) =>
      record({ epoch: `tab-${index}`, generation: 1 }),
    );
    const done = await Promise.all(records.map(async (next) => openAgain().compareAndSwap(first, next)));
    assertEqual(done.filter(Boolean).length, 1, 'The number of tabs that wrote');
    await assertStored(store, records[done.indexOf(true)], 'after the writes of ten tabs');
  },

  async 'clear: leaves a revision that another tab wrote meanwhile'({
    store,
    record,
    fill,
    openAgain,
    assertStored,
  }) {
    const first = await fill();
    await openAgain().compareAndSwap(first, record(two));
    await store.clear(first);
    await assertStored(store, record(two), 'after clear(revision of before)');
  },

  async 'watch: calls back after another tab wrote'({ fill, openAgain, waitFor }) {
    let calls = 0;
    const end = openAgain().watch(() => calls++);
    try {
      await fill();
      await waitFor(() => calls > 0, 'The listener must be called after a write');
    } finally {
      end();
    }
  },

  async 'watch: calls back after another tab cleared'({ store, fill, openAgain, waitFor }) {
    await fill();
    let calls = 0;
    const end = openAgain().watch(() => calls++);
    try {
      await store.clear();
      await waitFor(() => calls > 0, 'The listener must be called after clear()');
    } finally {
      end();
    }
  },

  async 'watch: ends one subscription and leaves the others'({ fill, openAgain, waitFor }) {
    let ended = 0;
    let calls = 0;
    const other = openAgain();
    const endFirst = other.watch(() => ended++);
    const end = other.watch(() => calls++);
    try {
      endFirst();
      await fill();
      await waitFor(() => calls > 0, 'The second listener must be called after the first one ended');
      assertEqual(ended, 0, 'The number of calls of an ended subscription');
    } finally {
      end();
    }
  },
};

/**
 * Lists the checks that a store must pass to keep a session that tabs share: `read`, `compareAndSwap`, `clear`, `watch`
 * and `persistence`. They need no test library.
 * @param options How to create, open and corrupt the store.
 * @returns The checks, each independent of the others.
 * @example
 * for (const { name, run } of storageConformance({
 *   create: () => new Map<string, string>(),
 *   open: (items) => createMapStorage(items),
 *   scope: 'page',
 * }))
 *   it(name, run);
 */
export function storageConformance<Place, Stored extends RecordRevision = SessionRecord>({
  create,
  open,
  scope = 'origin',
  corrupt,
  record = createTestRecord as unknown as (revision: RecordRevision) => Stored,
  timeout = 1_000,
}: StorageConformanceOptions<Place, Stored>): readonly StorageCheck[] {
  const prepare = async (): Promise<Bench<Place, Stored>> => {
    const place = await create();
    const store = open(place);
    return {
      place,
      store,
      openAgain: () => open(place),
      record,
      async fill() {
        const first = record(one);
        assertEqual(await store.compareAndSwap(undefined, first), true, 'The result of the first write');
        return first;
      },
      async assertStored(of, expected, when) {
        assertEqual(await of.read(), expected, `The record ${when}`);
      },
      waitFor: (condition, what) => waitUntil(condition, timeout, what),
    };
  };
  const checks: Record<string, (bench: Bench<Place, Stored>) => Promise<void>> = {
    ...storeChecks,
    ...(scope !== 'page' && reloadChecks),
    ...(scope === 'origin' && tabChecks),
    async [`persistence: is ${scope === 'page' ? 'memory' : 'persistent'} after a write`]({ store, fill }) {
      await fill();
      assertEqual(store.persistence, scope === 'page' ? 'memory' : 'persistent', '`persistence`');
    },
    ...(corrupt && {
      async 'read: resolves with undefined for a broken record, which can be replaced'({
        place,
        store,
        fill,
        openAgain,
        assertStored,
      }) {
        await fill();
        await corrupt(place);
        await assertStored(openAgain(), undefined, 'that is broken');
        await assertStored(store, undefined, 'that is broken');
        assertEqual(await store.compareAndSwap(undefined, record(two)), true, 'The result of the next write');
        await assertStored(store, record(two), 'after the next write');
      },
    }),
  };
  return Object.entries(checks).map(([name, run]) => ({ name, run: async () => run(await prepare()) }));
}
