/**
 * An IndexedDB database of one object store. The connection is opened on first use, and again after the browser closed
 * it: site data cleared, a crash of its storage process, Safari after a long sleep.
 * https://www.w3.org/TR/IndexedDB/
 */
import { createEmitter } from '../../lib/emitter.ts';
import type { Clock } from '../../lib/platform.ts';
import { requireApi } from '../record-storage.ts';

/** Milliseconds. In some versions of WebKit an open never fires. https://bugs.webkit.org/show_bug.cgi?id=226547 */
const OPEN_TIMEOUT = 2_000;
/** Milliseconds. Longer than a slow disk takes, or another tab's transaction before this one. */
const TRANSACTION_TIMEOUT = 5_000;
/** Milliseconds from a lost connection to its second announcement. */
const SECOND_ANNOUNCEMENT = 1_000;
const TRIES = 3;
/** Names of errors that a retry would meet again. */
const finalErrors = /^(Quota|Version|Timeout|NotFound)/;

const STORE = 'records';

export interface Database {
  /**
   * Runs `job` in a transaction, and again if the connection turned out to be lost.
   * @param job Waits for requests of its store only: any other wait would end the transaction.
   * @returns The job's result, once the transaction is complete.
   * @throws {DOMException} After three tries, or at once for an error that a retry would meet again.
   */
  run: <Result>(
    mode: IDBTransactionMode,
    job: (store: IDBObjectStore) => Promise<Result>,
    durability?: IDBTransactionDurability,
  ) => Promise<Result>;
  /** Calls back after the browser closed the connection: the records may be gone. */
  onLost: (listener: () => void) => () => void;
}

/** Returns the result of a request as a promise. */
export const resultOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });

const close = (opening: Promise<IDBDatabase> | undefined) =>
  void opening?.then(
    (database) => database.close(),
    () => undefined,
  );

/**
 * Creates the connection to a database.
 * @param name The database's name.
 * @param factory Returns `indexedDB`; called at each open, since reading the property may throw.
 * @param clock Times out what hangs.
 * @returns The database, not opened yet.
 */
export function createDatabase(name: string, factory: () => IDBFactory | undefined, clock: Clock): Database {
  const lost = createEmitter();
  let connection: Promise<IDBDatabase> | undefined;

  /** Rejects with `TimeoutError` after so many milliseconds. */
  const withDeadline = <Result>(milliseconds: number, work: Promise<Result>): Promise<Result> => {
    let stop = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      // Two timers of half the time: when a frozen page resumes, a timer fires before the results that are waiting.
      stop = clock.after(milliseconds / 2, () => {
        stop = clock.after(milliseconds / 2, () => {
          reject(new DOMException('', 'TimeoutError'));
        });
      });
    });
    return Promise.race([work, late]).finally(() => stop());
  };

  const open = async () => {
    const request = requireApi(factory()).open(name, 1);
    request.addEventListener('upgradeneeded', () => void request.result.createObjectStore(STORE));
    const opening = resultOf(request);
    const database = await withDeadline(OPEN_TIMEOUT, opening).catch((error: unknown) => {
      close(opening);
      throw error;
    });
    const disconnect = () => {
      // An open connection would block a tab that deletes or upgrades the database.
      database.close();
      connection = undefined;
      lost.emit();
      // Announces it once more: a page may open the database again before everything is deleted.
      clock.after(SECOND_ANNOUNCEMENT, lost.emit);
    };
    database.addEventListener('close', disconnect);
    database.addEventListener('versionchange', disconnect);
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
    // A late transaction is not aborted: it ends before those that follow, and a wipe has to be done.
    const [result] = await withDeadline(TRANSACTION_TIMEOUT, done);
    return result;
  };

  return {
    async run(...transaction) {
      for (let tries = 1; ; tries++) {
        try {
          return await transact(...transaction);
        } catch (error) {
          close(connection);
          connection = undefined;
          if (tries === TRIES || finalErrors.test((error as Error).name)) throw error;
        }
      }
    },
    onLost: lost.subscribe,
  };
}
