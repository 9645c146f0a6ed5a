/**
 * Records in IndexedDB, each encrypted by a key that no script can read and that lies beside them. It stops whoever
 * copies the browser's files or looks through its tools; script in the page can ask for anything the page can.
 */
import { toHex } from '../../lib/bytes.ts';
import { createEmitter } from '../../lib/emitter.ts';
import type { Platform } from '../../lib/platform.ts';
import { promised, type Database } from './database.ts';
import { isNewer, newer } from '../record-fields.ts';
import { newKey, seal, unseal, type Sealed } from './seal.ts';
import { present, isSameRevision, type FallibleStorage, type RecordRevision } from '../record-storage.ts';

export interface VaultOptions<Stored extends RecordRevision> {
  database: Database;
  /** The record's; no other record of the origin may have it, or be taken for it. */
  name: string;
  /** Makes a record of parsed JSON, field by field; undefined when it is none. */
  parse: (json: unknown) => Stored | undefined;
  subtle: () => SubtleCrypto | undefined;
  random: Platform['random'];
  /** Opens the channel on which tabs hear of writes: epoch and generation, and nothing else. */
  channel: () => BroadcastChannel | undefined;
  /** `strict`: what is written is on the disk before anybody goes on. */
  durability?: IDBTransactionDurability | undefined;
}

/** `id`: two copies of a key cannot be compared. */
interface StoredKey {
  id: string;
  key: CryptoKey;
}

const KEY = 'key';

export function createVault<Stored extends RecordRevision & { version: number }>(
  options: VaultOptions<Stored>,
): FallibleStorage<Stored> {
  const { database, name, parse, random, durability } = options;
  const changed = createEmitter();
  let channel: BroadcastChannel | undefined;
  let own: StoredKey | undefined;

  const look = (store: IDBObjectStore) =>
    Promise.all([
      promised<StoredKey | undefined>(store.get(KEY)),
      promised<Sealed | null | undefined>(store.get(name)),
    ]);
  const tell = (mark: Partial<RecordRevision>) => {
    const open = channel ?? options.channel();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is its own origin's alone
    open?.postMessage(mark);
    if (open !== channel) open?.close();
  };

  /** What cannot be decrypted is nobody's any more: its key was lost, or somebody changed it. */
  const discard = (broken: Sealed | null) =>
    database.run('readwrite', async (store) => {
      const found = await promised<Sealed | null | undefined>(store.get(name));
      if (String(found?.iv) === String(broken?.iv)) store.delete(name);
    });

  return {
    async read() {
      const subtle = present(options.subtle());
      const [held, found] = await database.run('readonly', look);
      if (found === undefined || isNewer(found)) return undefined;
      own = held;
      const record =
        held && found ? await unseal(subtle, held.key, name, found).then(parse, () => undefined) : undefined;
      if (!record) await discard(found);
      return record;
    },
    async compareAndSwap(expected, record) {
      const subtle = present(options.subtle());
      for (;;) {
        // Encrypted before the transaction begins: it would end while that is waited for.
        const { id, key } = (own ??= { id: toHex(random(16)), key: await newKey(subtle) });
        const sealed = await seal(subtle, key, name, record, random(12));
        const written = await database.run(
          'readwrite',
          async (store) => {
            const [held, found] = await look(store);
            if (isNewer(found)) throw newer();
            own = held ?? own;
            // Another tab's key was there first.
            if (held && held.id !== id) return undefined;
            if (!isSameRevision(found ?? undefined, expected)) return false;
            store.put({ id, key }, KEY);
            store.put(sealed, name);
            return true;
          },
          durability,
        );
        const { epoch, generation } = record;
        if (written) tell({ epoch, generation });
        if (written !== undefined) return written;
      }
    },
    async clear(expected) {
      await database.run(
        'readwrite',
        async (store) => {
          const found = expected && (await promised<Sealed | null | undefined>(store.get(name)));
          if (isSameRevision(found ?? undefined, expected)) store.delete(name);
        },
        durability,
      );
      tell({});
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
