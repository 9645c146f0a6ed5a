/**
 * The only truth about who is signed in. Memory changes at once, the store behind it in order; every change of person
 * is a new epoch, and whatever began in an earlier one is dropped when it lands.
 */
import { toHex } from '../lib/bytes.ts';
import { createEmitter } from '../lib/emitter.ts';
import type { World } from '../lib/world.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { RECORD_VERSION } from '../storage/fields.ts';
import { createTurns } from '../storage/in-turn.ts';
import { swap } from '../storage/swap.ts';
import type { SessionRecord, SessionStorage } from '../storage/session-record.ts';
import { invalidToken, superseded } from './errors.ts';
import { readTokens, tokensOf, type ReadTokens, type TokenOwner } from './read-tokens.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import type { Session } from './session.ts';

export interface SessionStoreOptions {
  owner: TokenOwner;
  storage: SessionStorage;
  world: World;
  /** What nobody signed in is called here. */
  visitor: 'signedOut' | 'guest';
}

/** What an app may see of it. */
export interface SessionView {
  getSession: () => Session;
  /** Calls back when the session changes; a refresh of tokens is no change. */
  subscribe: (listener: () => void) => () => void;
  /** Calls back with the id of an epoch that has passed. */
  onSuperseded: (listener: (epochId: string) => void) => () => void;
  /** Empty until the store has been read. */
  epochId: () => string;
  /** Aborted when the present epoch passes. */
  epochSignal: () => AbortSignal;
  systemClockOffset: () => number;
  /** Stops listening to other tabs. */
  destroy: () => void;
}

export interface SessionStore extends SessionView {
  readonly view: SessionView;
  readonly clock: ServiceClock;
  /** Looks at the store again, takes over what other tabs wrote, and gives the record that holds now. */
  sync: () => Promise<SessionRecord | undefined>;
  /** Tokens that were just issued: a new epoch begins. Throws `InvalidToken`, with nothing stored. */
  adopt: (tokens: Tokens) => Promise<void>;
  /** Changes the record of an epoch, and gives it; undefined, with nothing stored, when that epoch has passed. */
  update: (
    epoch: string,
    change: (held: SessionRecord) => SessionRecord,
  ) => Promise<SessionRecord | undefined>;
  /** Wipes the session, or only that epoch's; the next epoch begins. Gives the records that were wiped. */
  end: (epoch?: string) => Promise<readonly SessionRecord[]>;
}

/** Claims that every refresh changes; a session that differs only in them is the same one. */
const renewed = new Set(['iat', 'exp', 'jti', 'event_id', 'origin_jti']);
const lasting = (session: Session) =>
  JSON.stringify(session, (key, value: unknown) => (renewed.has(key) ? undefined : value));

export function createSessionStore({ owner, storage, world, visitor }: SessionStoreOptions): SessionStore {
  const clock = createServiceClock(world.clock);
  const changed = createEmitter();
  const passing = createEmitter<string>();
  const nobody: Session = { status: visitor };
  // So that what memory did first the store does first.
  const inTurn = createTurns();
  const newEpoch = () => toHex(world.random(16));

  let session: Session = { status: 'loading' };
  let record: SessionRecord | undefined;
  let epochId = '';
  let epoch = new AbortController();
  /** How many changes of memory the store has yet to follow. */
  let ahead = 0;

  /** Makes the store follow what memory has just become. */
  const follow = <Result>(work: () => Promise<Result>): Promise<Result> => {
    ahead++;
    return inTurn(() => work().finally(() => ahead--));
  };

  /** Puts a record, or nobody, in charge. */
  const become = (next: SessionRecord | undefined, read?: ReadTokens) => {
    const { status } = session;
    const now: Session = read ? { status: 'signedIn', username: read.username, claims: read.claims } : nobody;
    const sameEpoch = record !== undefined && record.epoch === next?.epoch;
    record = next;
    if (next) clock.restore(next.clockOffset);
    if (sameEpoch && lasting(now) === lasting(session)) return;
    session = now;
    if (!sameEpoch) {
      const passed = epochId;
      const ended = epoch;
      epochId = next?.epoch ?? newEpoch();
      // What began while the store was being read belongs to whoever was found there.
      if (status !== 'loading') {
        epoch = new AbortController();
        ended.abort(superseded());
        passing.emit(passed);
      }
    }
    changed.emit();
  };

  /** Takes over what the store holds, unless this tab's own is newer. */
  const take = (found: SessionRecord | undefined) => {
    if (found && found.epoch === record?.epoch && found.generation <= record.generation) return;
    let read: ReadTokens | undefined;
    try {
      read = found && readTokens(found, owner);
    } catch {
      // Another pool's or a broken token in the store: nobody is signed in.
    }
    if (session.status === 'loading' || record || read) become(read && found, read);
  };

  /** Reads the store. Until it has caught up with memory, what it holds is older than what this tab decided. */
  const look = async () => {
    // A store of the app's own that fails to read changes nothing: what memory holds goes on.
    const found = await storage.read().catch(() => record);
    if (ahead === 0) take(found);
    return found;
  };

  const view: SessionView = {
    getSession: () => session,
    subscribe: changed.subscribe,
    onSuperseded: passing.subscribe,
    epochId: () => epochId,
    epochSignal: () => epoch.signal,
    systemClockOffset: clock.offset,
    destroy: storage.watch(() => void inTurn(look)),
  };

  return {
    ...view,
    view,
    clock,
    async sync() {
      await inTurn(look);
      return record;
    },
    async adopt(tokens) {
      const read = readTokens(tokens, owner);
      clock.measure(read.issuedAt);
      if (read.expiresAt <= clock.now()) throw invalidToken('they had run out when they arrived');
      const next: SessionRecord = {
        ...tokensOf(tokens),
        version: RECORD_VERSION,
        epoch: newEpoch(),
        generation: 1,
        sub: read.sub,
        clockOffset: clock.offset(),
      };
      become(next, read);
      await follow(() => swap(storage, () => (record === next ? next : undefined)));
    },
    update: (of, change) =>
      inTurn(async () => {
        const next = await swap(
          storage,
          (held) =>
            record?.epoch === of && held?.epoch === of
              ? { ...change(held), epoch: of, generation: held.generation + 1 }
              : undefined,
          look,
        );
        if (!next || record?.epoch !== of) return undefined;
        take(next);
        return next;
      }),
    async end(of) {
      if (of !== undefined && record?.epoch !== of) return [];
      const own = record;
      become(undefined);
      return follow(async () => {
        const stored = await storage.read();
        if (of === undefined || stored?.epoch === of) await storage.clear();
        else take(stored);
        // Two, where another tab had signed in or renewed meanwhile.
        return [stored, own?.refreshToken === stored?.refreshToken ? undefined : own].filter((one) => !!one);
      });
    },
  };
}
