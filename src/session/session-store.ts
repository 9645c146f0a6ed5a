/**
 * The only place that says which user is signed in. Each sign-in, sign-out and switch of user begins a new auth
 * state, and a result of an earlier one is dropped when it arrives. A record's `epoch` is the id of its auth state.
 */
import { supersededError } from '../errors.ts';
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { RECORD_VERSION } from '../storage/record-fields.ts';
import type { SessionRecord, SessionStorage } from '../storage/session-record.ts';
import { isSameRevision, updateRecord } from '../storage/record-storage.ts';
import { checkTokens, invalidTokenError, tokensOf, type TokenOwner } from './check-tokens.ts';
import { createRecordSync } from './record-sync.ts';
import type { ServiceClock } from './service-clock.ts';
import { createSessionState, type SessionView, type SignedOutStatus } from './session-state.ts';

export interface SessionStoreOptions {
  /** The pool and app client that the tokens must be issued for. */
  owner: TokenOwner;
  storage: SessionStorage;
  platform: Platform;
  signedOutStatus: SignedOutStatus;
}

export interface SessionStore extends SessionView {
  readonly view: SessionView;
  readonly clock: ServiceClock;
  /** Stops listening to other tabs. */
  destroy: () => void;
  /** Reads the store, sets the record that other tabs wrote, and returns the present record. */
  sync: () => Promise<SessionRecord | undefined>;
  /**
   * Begins a new auth state with tokens that were just issued.
   * @param options `remember`; default: as the same user's session before, else true.
   * @throws {CognitoError} `InvalidToken`, with nothing stored; `Superseded` if a sign-out or another sign-in overtook it.
   */
  adopt: (tokens: Tokens, options?: { remember?: boolean | undefined }) => Promise<void>;
  /** Whether this browser may remember the present user. */
  remembers: () => boolean;
  /** Changes the record of an auth state and returns it; undefined, with nothing stored, if that state has ended. */
  update: (
    epoch: string,
    change: (stored: SessionRecord) => SessionRecord,
  ) => Promise<SessionRecord | undefined>;
  /** Signs out: wipes every user's session, begins a new auth state and returns the records that were wiped. */
  end: () => Promise<readonly SessionRecord[]>;
  /** Wipes a session that the service refused, but no later one, and returns the present record. */
  drop: (refused: SessionRecord) => Promise<SessionRecord | undefined>;
  /** Begins a new auth state without a user, for a login that the user pool does not know. Ignored while a user is signed in. */
  beginAuthState: () => void;
}

/**
 * Clears the store, also of records that other tabs write meanwhile.
 * @param current The record in memory.
 * @returns All records that were there.
 */
async function wipe(storage: SessionStorage, current: SessionRecord | undefined) {
  const wiped = new Map(current && [[current.refreshToken, current]]);
  // An app's own store may fail to read. It is cleared all the same.
  const read = () => storage.read().catch(() => undefined);
  let stored = await read();
  for (;;) {
    if (stored) {
      wiped.set(stored.refreshToken, stored);
      // Ends its copies too: the page may not have read that record before.
      storage.endCopies?.(stored.epoch);
    }
    await storage.clear(stored);
    const next = await read();
    // The store is empty, or does not let go of its record.
    if (!next || isSameRevision(next, stored)) return [...wiped.values()];
    stored = next;
  }
}

/**
 * Creates the session store. It is `loading` until the first `sync`.
 * @returns The store.
 */
export function createSessionStore({
  owner,
  storage,
  platform,
  signedOutStatus,
}: SessionStoreOptions): SessionStore {
  const state = createSessionState(platform, signedOutStatus);
  const { view, clock, record: currentRecord, setRecord, newEpoch } = state;
  const { enqueue, write, accept, read } = createRecordSync(owner, storage, state);

  return {
    ...view,
    view,
    clock,
    destroy: storage.watch(() => void enqueue(read)),
    async sync() {
      await enqueue(read);
      return currentRecord();
    },
    remembers: () => currentRecord()?.remember !== false,
    async adopt(tokens, options) {
      const facts = checkTokens(tokens, owner);
      const current = currentRecord();
      // A step-up keeps the `remember` choice of the sign-in.
      const remember = options?.remember ?? (current?.sub === facts.sub ? current.remember : undefined);
      clock.measure(facts.issuedAt);
      if (facts.expiresAt <= clock.now()) throw invalidTokenError('they had expired when they arrived');
      const next: SessionRecord = {
        ...tokensOf(tokens),
        version: RECORD_VERSION,
        epoch: newEpoch(),
        generation: 1,
        sub: facts.sub,
        clockOffset: clock.offset(),
        ...(remember === false && { remember }),
      };
      const stored = write(() => updateRecord(storage, () => (currentRecord() === next ? next : undefined)));
      setRecord(next, facts, stored);
      if (!(await stored)) throw supersededError();
    },
    // The offset is taken before the read, which may restore the record's own, older one.
    update: (epoch, change, clockOffset = clock.offset()) =>
      enqueue(async () => {
        const next = await updateRecord(
          storage,
          (stored) =>
            currentRecord()?.epoch === epoch && stored?.epoch === epoch
              ? { ...change(stored), clockOffset, epoch, generation: stored.generation + 1 }
              : undefined,
          read,
        );
        if (next && currentRecord()?.epoch === epoch) {
          accept(next);
          return next;
        }
        return undefined;
      }),
    beginAuthState() {
      if (!currentRecord()) setRecord(undefined);
    },
    async end() {
      const current = currentRecord();
      setRecord(undefined);
      if (current) storage.endCopies?.(current.epoch);
      return write(() => wipe(storage, current));
    },
    drop: (refused) =>
      enqueue(async () => {
        await storage.clear(refused);
        await read();
        return currentRecord();
      }),
  };
}
