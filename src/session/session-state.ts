/** The session in this page's memory: the record, the session that subscribers see, and the present auth state. */
import { supersededError } from '../errors.ts';
import { toHex } from '../lib/bytes.ts';
import { createEmitter } from '../lib/emitter.ts';
import type { Platform } from '../lib/platform.ts';
import type { SessionRecord } from '../storage/session-record.ts';
import type { TokenFacts } from './check-tokens.ts';
import { createServiceClock } from './service-clock.ts';
import type { Session } from './session.ts';

/** The session's status when no user is signed in. */
export type SignedOutStatus = 'signedOut' | 'guest';

/** The part of the session that an app may see. */
export interface SessionView {
  getSession: () => Session;
  /** Calls back when the session changes. A refresh of tokens is no change. */
  subscribe: (listener: () => void) => () => void;
  /** Calls back with the id of an auth state that has ended. */
  onAuthStateEnd: (listener: (authStateId: string) => void) => () => void;
  /** Returns the id of the present auth state; an empty text until the store has been read. */
  authStateId: () => string;
  /** Returns a signal that aborts when the present auth state ends. */
  authSignal: () => AbortSignal;
  /** Returns the milliseconds to add to the device's clock to get the service's. */
  systemClockOffset: () => number;
}

/** Claims that every refresh changes. Two sessions that differ only in them are the same. */
const renewedClaims = new Set(['iat', 'exp', 'jti', 'event_id', 'origin_jti']);
const withoutRenewedClaims = (session: Session) =>
  JSON.stringify(session, (key, value: unknown) => (renewedClaims.has(key) ? undefined : value));

/**
 * Creates the session's state, which is `loading` at first.
 * @param platform Clock and random bytes.
 * @param signedOutStatus The status without a user.
 * @returns The state with the functions that change it, and the view for subscribers.
 */
export function createSessionState(
  { clock: device, random }: Pick<Platform, 'clock' | 'random'>,
  signedOutStatus: SignedOutStatus,
) {
  const clock = createServiceClock(device);
  const sessionChanged = createEmitter();
  const authStateEnded = createEmitter<string>();
  const signedOut: Session = { status: signedOutStatus };
  const newEpoch = () => toHex(random(16));

  let session: Session = { status: 'loading' };
  let record: SessionRecord | undefined;
  let authStateId = '';
  let authState = new AbortController();

  /**
   * Sets the record.
   * @param next The record; undefined: no user is signed in.
   * @param facts The claims of its tokens.
   * @param stored Delays the subscribers until it settles: one of them may leave the page at once.
   */
  const setRecord = (next: SessionRecord | undefined, facts?: TokenFacts, stored?: Promise<unknown>) => {
    const { status } = session;
    const nextSession: Session = facts
      ? { status: 'signedIn', username: facts.username, claims: facts.claims }
      : signedOut;
    const sameEpoch = record && record.epoch === next?.epoch;
    record = next;
    if (next) clock.restore(next.clockOffset);
    if (sameEpoch && withoutRenewedClaims(nextSession) === withoutRenewedClaims(session)) return;
    session = nextSession;
    if (!sameEpoch) {
      const endedId = authStateId;
      const ended = authState;
      authStateId = next?.epoch ?? newEpoch();
      // Work that began during the first read belongs to the session that the read returned.
      if (status !== 'loading') {
        authState = new AbortController();
        ended.abort(supersededError());
        authStateEnded.emit(endedId);
      }
    }
    const notify = () => sessionChanged.emit();
    if (stored) void stored.then(notify, notify);
    else notify();
  };

  const view: SessionView = {
    getSession: () => session,
    subscribe: sessionChanged.subscribe,
    onAuthStateEnd: authStateEnded.subscribe,
    authStateId: () => authStateId,
    authSignal: () => authState.signal,
    systemClockOffset: clock.offset,
  };
  return { view, clock, newEpoch, setRecord, record: () => record };
}

export type SessionState = ReturnType<typeof createSessionState>;
