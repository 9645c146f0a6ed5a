/**
 * The only truth about who is signed in. Memory changes at once, the store behind it in order; every change of person
 * is a new epoch, and whatever began in an earlier one is dropped when it lands.
 */
import { superseded } from '../errors.ts';
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { RECORD_VERSION } from '../storage/record-fields.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import type { SessionRecord, SessionStorage } from '../storage/session-record.ts';
import { isSameRevision } from '../storage/record-storage.ts';
import { swap } from '../storage/swap.ts';
import { invalidToken } from './errors.ts';
import { createPresence, type SessionView, type Visitor } from './session-state.ts';
import { readTokens, tokensOf, type ReadTokens, type TokenOwner } from './check-tokens.ts';
import type { ServiceClock } from './service-clock.ts';

export interface SessionStoreOptions {
  owner: TokenOwner;
  storage: SessionStorage;
  platform: Platform;
  visitor: Visitor;
}

export interface SessionStore extends SessionView {
  readonly view: SessionView;
  readonly clock: ServiceClock;
  /** Stops listening to other tabs. */
  destroy: () => void;
  /** Looks at the store again, takes over what other tabs wrote, and gives the record that holds now. */
  sync: () => Promise<SessionRecord | undefined>;
  /** Tokens that were just issued: a new epoch begins. Throws `InvalidToken`, with nothing stored. */
  adopt: (tokens: Tokens, options?: { remember?: boolean | undefined }) => Promise<void>;
  /** Whether whoever is here may be remembered by this browser. */
  remembers: () => boolean;
  /** Changes the record of an epoch, and gives it; undefined, with nothing stored, when that epoch has passed. */
  update: (
    epoch: string,
    change: (held: SessionRecord) => SessionRecord,
  ) => Promise<SessionRecord | undefined>;
  /** Wipes whoever's session; the next epoch begins. Gives the records that were wiped. */
  end: () => Promise<readonly SessionRecord[]>;
  /** Wipes the session if it is still this one, which was refused, and gives whose holds now. */
  drop: (refused: SessionRecord) => Promise<SessionRecord | undefined>;
  /** Where nobody is signed in: the next epoch begins, of somebody whom the user pool does not know. */
  beginAgain: () => void;
}

export function createSessionStore({ owner, storage, platform, visitor }: SessionStoreOptions): SessionStore {
  const { view, clock, held, hold, newEpoch } = createPresence(platform, visitor);
  // So that what memory did first the store does first.
  const inTurn = createSerialQueue();
  /** How many changes of memory the store has yet to follow. */
  let ahead = 0;

  /** Makes the store follow what memory has just become. */
  const follow = <Result>(work: () => Promise<Result>): Promise<Result> => {
    ahead++;
    return inTurn(() => work().finally(() => ahead--));
  };

  /** Takes over what the store holds, unless this tab's own is newer. */
  const take = (found: SessionRecord | undefined) => {
    const own = held();
    if (found && found.epoch === own?.epoch && found.generation <= own.generation) return;
    let read: ReadTokens | undefined;
    try {
      read = found && readTokens(found, owner);
    } catch {
      // Another pool's or a broken token in the store: nobody is signed in.
    }
    if (own || read || view.getSession().status === 'loading') hold(read && found, read);
  };

  /** Reads the store. Until it has caught up with memory, what it holds is older than what this tab decided. */
  const look = async () => {
    // A store of the app's own that fails to read changes nothing: what memory holds goes on.
    const found = await storage.read().catch(held);
    if (ahead === 0) take(found);
    return found;
  };

  return {
    ...view,
    view,
    clock,
    destroy: storage.watch(() => void inTurn(look)),
    async sync() {
      await inTurn(look);
      return held();
    },
    remembers: () => held()?.remember !== false,
    async adopt(tokens, options) {
      const facts = readTokens(tokens, owner);
      const own = held();
      // Whoever proves more goes on as they began.
      const remember = options?.remember ?? (own?.sub === facts.sub ? own.remember : undefined);
      clock.measure(facts.issuedAt);
      if (facts.expiresAt <= clock.now()) throw invalidToken('they had run out when they arrived');
      const next: SessionRecord = {
        ...tokensOf(tokens),
        version: RECORD_VERSION,
        epoch: newEpoch(),
        generation: 1,
        sub: facts.sub,
        clockOffset: clock.offset(),
        ...(remember === false && { remember }),
      };
      const stored = follow(() => swap(storage, () => (held() === next ? next : undefined)));
      hold(next, facts, stored);
      if (!(await stored)) throw superseded();
    },
    // With the offset as it is by now: the look may put the record's, which is older, in its place.
    update: (of, change, clockOffset = clock.offset()) =>
      inTurn(async () => {
        const next = await swap(
          storage,
          (found) =>
            held()?.epoch === of && found?.epoch === of
              ? { ...change(found), clockOffset, epoch: of, generation: found.generation + 1 }
              : undefined,
          look,
        );
        if (next && held()?.epoch === of) {
          take(next);
          return next;
        }
        return undefined;
      }),
    beginAgain() {
      if (!held()) hold(undefined);
    },
    async end() {
      const own = held();
      hold(undefined);
      if (own) storage.endCopies?.(own.epoch);
      return follow(async () => {
        // More than one, where another tab signed in or renewed meanwhile.
        const wiped = new Map(own && [[own.refreshToken, own]]);
        // A store of the app's own that fails to read is wiped all the same.
        const read = () => storage.read().catch(() => undefined);
        let stored = await read();
        for (;;) {
          if (stored) {
            wiped.set(stored.refreshToken, stored);
            // Also of a record that this page had not read yet.
            storage.endCopies?.(stored.epoch);
          }
          await storage.clear(stored);
          const next = await read();
          // Nothing is left, or what does not go away.
          if (!next || isSameRevision(next, stored)) return [...wiped.values()];
          stored = next;
        }
      });
    },
    drop: (refused) =>
      inTurn(async () => {
        await storage.clear(refused);
        await look();
        return held();
      }),
  };
}
