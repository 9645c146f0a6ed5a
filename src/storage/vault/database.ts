/**
 * An IndexedDB database of one object store. The connection is made when first needed, and again where the browser took
 * it away: site data cleared, a crash of its storage process, Safari after a long sleep.
 * https://www.w3.org/TR/IndexedDB/
 */
import { createEmitter } from '../../lib/emitter.ts';
import type { Clock } from '../../lib/platform.ts';
import { present } from '../record-storage.ts';

/** Milliseconds. In some versions of WebKit an open never fires. https://bugs.webkit.org/show_bug.cgi?id=226547 */
const OPENING = 2_000;
/** Milliseconds. Longer than a slow disk takes, or another tab's transaction before this one. */
const TRANSACTION = 5_000;
/** Milliseconds from a lost connection to the second look. */
const AGAIN = 1_000;
const TRIES = 3;
/** Names of errors that another try would meet again. */
const final = /^(Quota|Version|Timeout|NotFound)/;

const STORE = 'records';

export interface Database {
  /**
   * Resolves once the transaction is complete. `job` may wait for requests of its store and for nothing else, since any
   * other wait would end the transaction. It runs again where the connection turned out to be lost.
   */
  run: <Result>(
    mode: IDBTransactionMode,
    job: (store: IDBObjectStore) => Promise<Result>,
    durability?: IDBTransactionDurability,
  ) => Promise<Result>;
  /** Calls back when the browser took the connection away: what was there may be gone. */
  onLost: (listener: () => void) => () => void;
}

export const promised = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });

const close = (opening: Promise<IDBDatabase> | undefined) =>
  void opening?.then(
    (database) => database.close(),
    () => undefined,
  );

export function createDatabase(name: string, factory: () => IDBFactory | undefined, clock: Clock): Database {
  const lost = createEmitter();
  let connection: Promise<IDBDatabase> | undefined;

  /** Gives up waiting after so many milliseconds. */
  const inTime = <Result>(time: number, work: Promise<Result>): Promise<Result> => {
    let stop = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      // By halves: on a page that was frozen, a timer fires before it hears what was done meanwhile.
      stop = clock.after(time / 2, () => {
        stop = clock.after(time / 2, () => {
          reject(new DOMException('', 'TimeoutError'));
        });
      });
    });
    return Promise.race([work, late]).finally(() => stop());
  };

  const open = async () => {
    const request = present(factory()).open(name, 1);
    request.addEventListener('upgradeneeded', () => void request.result.createObjectStore(STORE));
    const opening = promised(request);
    const database = await inTime(OPENING, opening).catch((error: unknown) => {
      close(opening);
      throw error;
    });
    const leave = () => {
      // It must not hold up whoever deletes or upgrades it.
      database.close();
      connection = undefined;
      lost.emit();
      // And once more: a page may be let in again before everything is deleted.
      clock.after(AGAIN, lost.emit);
    };
    database.addEventListener('close', leave);
    database.addEventListener('versionchange', leave);
    return database;
  };

  const transact: Database['run'] = async (mode, job, durability = 'default') => {
    const database = await (connection ??= open());
    const transaction = database.transaction(STORE, mode, { durability });
    const complete = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new DOMException()));
    });
    const done = Promise.all([job(transaction.objectStore(STORE)), complete]);
    // It is not aborted: what it may still do comes before what is asked for next, and a wipe has to be done.
    const [result] = await inTime(TRANSACTION, done);
    return result;
  };

  return {
    async run(...given) {
      for (let tries = 1; ; tries++) {
        try {
          return await transact(...given);
        } catch (error) {
          close(connection);
          connection = undefined;
          if (tries === TRIES || final.test((error as Error).name)) throw error;
        }
      }
    },
    onLost: lost.subscribe,
  };
}
