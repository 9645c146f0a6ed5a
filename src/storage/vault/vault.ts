/**
 * Records in IndexedDB, each encrypted by a key that no script can export and that lies beside them. Encryption stops
 * casual copies of the browser's files and looks at its tools; a script in the page can still use the key.
 */
import { toHex } from '../../lib/bytes.ts';
import { createEmitter } from '../../lib/emitter.ts';
import type { Platform } from '../../lib/platform.ts';
import { resultOf, type Database } from './database.ts';
import { isLaterVersion, laterVersionError } from '../record-fields.ts';
import { newKey, seal, unseal, type Sealed } from './seal.ts';
import { requireApi, isSameRevision, type FallibleStorage, type RecordRevision } from '../record-storage.ts';

export interface VaultOptions<Stored extends RecordRevision> {
  database: Database;
  /** The record's name, unique in the origin. The encryption binds it, so no record can stand in another's place. */
  name: string;
  /** Makes a record of parsed JSON, field by field; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  subtle: () => SubtleCrypto | undefined;
  random: Platform['random'];
  /** Opens the channel that carries the epoch and generation of each write to other tabs, and nothing else. */
  channel: () => BroadcastChannel | undefined;
  /** `strict`: a write resolves after it is on the disk. */
  durability?: IDBTransactionDurability | undefined;
}

/** Two copies of a CryptoKey cannot be compared, so the key has an id. */
interface StoredKey {
  id: string;
  key: CryptoKey;
}

const KEY = 'key';

/**
 * Creates the vault of one record.
 * @returns A store whose methods reject where the browser lacks or refuses IndexedDB or Web Crypto.
 */
export function createVault<Stored extends RecordRevision & { version: number }>(
  options: VaultOptions<Stored>,
): FallibleStorage<Stored> {
  const { database, name, parse, random, durability } = options;
  const changed = createEmitter();
  let channel: BroadcastChannel | undefined;
  /** The key that this tab read or made last. */
  let cachedKey: StoredKey | undefined;

  const readSealed = (store: IDBObjectStore) => resultOf<Sealed | null | undefined>(store.get(name));
  const readKeyAndSealed = (store: IDBObjectStore) =>
    Promise.all([resultOf<StoredKey | undefined>(store.get(KEY)), readSealed(store)]);
  /** Announces a write to other tabs; without a revision, a wipe. */
  const announce = (revision: Partial<RecordRevision>) => {
    const open = channel ?? options.channel();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is its own origin's alone
    open?.postMessage(revision);
    if (open !== channel) open?.close();
  };

  /** Deletes a record that cannot be decrypted: its key was lost, or its bytes were changed. */
  const discard = (broken: Sealed | null) =>
    database.run('readwrite', async (store) => {
      const sealed = await readSealed(store);
      if (String(sealed?.iv) === String(broken?.iv)) store.delete(name);
    });

  return {
    async read() {
      const subtle = requireApi(options.subtle());
      const [storedKey, sealed] = await database.run('readonly', readKeyAndSealed);
      if (sealed === undefined || isLaterVersion(sealed)) return undefined;
      cachedKey = storedKey;
      const record =
        storedKey && sealed
          ? await unseal(subtle, storedKey.key, name, sealed).then(parse, () => undefined)
          : undefined;
      if (!record) await discard(sealed);
      return record;
    },
    async compareAndSwap(expected, record) {
      const subtle = requireApi(options.subtle());
      for (;;) {
        // Encrypts before the transaction begins: waiting for Web Crypto would end it.
        const { id, key } = (cachedKey ??= { id: toHex(random(16)), key: await newKey(subtle) });
        const next = await seal(subtle, key, name, record, random(12));
        const written = await database.run(
          'readwrite',
          async (store) => {
            const [storedKey, sealed] = await readKeyAndSealed(store);
            if (isLaterVersion(sealed)) throw laterVersionError();
            cachedKey = storedKey ?? cachedKey;
            // Encrypts again if another tab stored its key first.
            if (storedKey && storedKey.id !== id) return undefined;
            if (!isSameRevision(sealed ?? undefined, expected)) return false;
            store.put({ id, key }, KEY);
            store.put(next, name);
            return true;
          },
          durability,
        );
        const { epoch, generation } = record;
        if (written) announce({ epoch, generation });
        if (written !== undefined) return written;
      }
    },
    async clear(expected) {
      await database.run(
        'readwrite',
        async (store) => {
          const sealed = expected && (await readSealed(store));
          if (isSameRevision(sealed ?? undefined, expected)) store.delete(name);
        },
        durability,
      );
      announce({});
    },
    watch(listener) {
      const ends = [changed.subscribe(listener), database.onLost(listener)];
      if (!channel) {
        channel = options.channel();
        channel?.addEventListener('message', () => changed.emit());
      }
      return () => {
        for (const end of ends) end();
        if (changed.size() > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
  };
}
