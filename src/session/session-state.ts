/** Who is in charge in this page's memory: the record, the session that an app sees of it, and its epoch. */
import { superseded } from '../errors.ts';
import { toHex } from '../lib/bytes.ts';
import { createEmitter } from '../lib/emitter.ts';
import type { Platform } from '../lib/platform.ts';
import type { SessionRecord } from '../storage/session-record.ts';
import type { ReadTokens } from './check-tokens.ts';
import { createServiceClock } from './service-clock.ts';
import type { Session } from './session.ts';

/** What nobody signed in is called. */
export type Visitor = 'signedOut' | 'guest';

/** What an app may see of it. */
export interface SessionView {
  getSession: () => Session;
  /** Calls back when the session changes; a refresh of tokens is no change. */
  subscribe: (listener: () => void) => () => void;
  /** Calls back with the id of an epoch that has passed. */
  onAuthStateEnd: (listener: (authStateId: string) => void) => () => void;
  /** Empty until the store has been read. */
  authStateId: () => string;
  /** Aborted when the present epoch passes. */
  authSignal: () => AbortSignal;
  /** Milliseconds to add to the device's clock to get the service's. */
  systemClockOffset: () => number;
}

/** Claims that every refresh changes; a session that differs only in them is the same one. */
const renewed = new Set(['iat', 'exp', 'jti', 'event_id', 'origin_jti']);
const lasting = (session: Session) =>
  JSON.stringify(session, (key, value: unknown) => (renewed.has(key) ? undefined : value));

export function createPresence(
  { clock: device, random }: Pick<Platform, 'clock' | 'random'>,
  visitor: Visitor,
) {
  const clock = createServiceClock(device);
  const changed = createEmitter();
  const passing = createEmitter<string>();
  const nobody: Session = { status: visitor };
  const newEpoch = () => toHex(random(16));

  let session: Session = { status: 'loading' };
  let record: SessionRecord | undefined;
  let authStateId = '';
  let epoch = new AbortController();

  /** Puts a record, or nobody, in charge. Listeners hear of it once it is `stored`: they may leave the page at that. */
  const hold = (next: SessionRecord | undefined, read?: ReadTokens, stored?: Promise<unknown>) => {
    const { status } = session;
    const now: Session = read ? { status: 'signedIn', username: read.username, claims: read.claims } : nobody;
    const sameEpoch = record && record.epoch === next?.epoch;
    record = next;
    if (next) clock.restore(next.clockOffset);
    if (sameEpoch && lasting(now) === lasting(session)) return;
    session = now;
    if (!sameEpoch) {
      const passed = authStateId;
      const ended = epoch;
      authStateId = next?.epoch ?? newEpoch();
      // What began while the store was being read belongs to whoever was found there.
      if (status !== 'loading') {
        epoch = new AbortController();
        ended.abort(superseded());
        passing.emit(passed);
      }
    }
    const tell = () => changed.emit();
    if (stored) void stored.then(tell, tell);
    else tell();
  };

  const view: SessionView = {
    getSession: () => session,
    subscribe: changed.subscribe,
    onAuthStateEnd: passing.subscribe,
    authStateId: () => authStateId,
    authSignal: () => epoch.signal,
    systemClockOffset: clock.offset,
  };
  return { view, clock, newEpoch, hold, held: () => record };
}
