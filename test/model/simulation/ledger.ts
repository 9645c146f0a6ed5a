/** The oracle's memory: which sign-ins there were and how they ended. */
import type { LockKind } from '../program.ts';
import { BrokenRule, type Rule } from './broken-rule.ts';
import { claimsOf, type StoredSession } from './stored-session.ts';
import type { SentRequest } from './network.ts';
import type { Service } from './service.ts';
import type { Call, Tab } from './tab.ts';

/** Conditions that excuse a lost session or a second refresh. */
export interface Conditions {
  wrongClock: boolean;
  fullStore: boolean;
  /** A crash, a frozen tab, or a failure on the network or at the service. */
  mishap: boolean;
  /** The number of times the device slept. */
  sleeps: number;
}

export interface LedgerOptions {
  service: Service;
  locks: LockKind;
  tabs: ReadonlyMap<number, Tab>;
  now: () => number;
  passed: () => number;
  conditions: Readonly<Conditions>;
  /** Returns the session stored for a tab: in its sessionStorage, or else in the shared store. */
  storeOf: (tab: number) => StoredSession | undefined;
  /** Returns the stored session of a sign-in from any store. */
  sessionOf: (origin: string | undefined) => StoredSession | undefined;
  broken: BrokenRule[];
}

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger(options: LedgerOptions) {
  /** The sign-in of each refresh token. */
  const origins = new Map<string, string>();
  const originOf = ({ body: { Token, RefreshToken, AccessToken } }: SentRequest) =>
    typeof AccessToken === 'string'
      ? claimsOf(AccessToken).origin_jti
      : origins.get(String(Token ?? RefreshToken));

  return {
    ...options,
    origins,
    originOf,
    /** The sign-ins that were signed out. */
    signedOut: new Set<string>(),
    /** The sign-ins that were removed from the store. */
    retired: new Set<string>(),
    /** The sign-ins that the service has ended. */
    refused: new Set<string>(),
    /** The requests that refresh or end sessions. */
    history: [] as SentRequest[],
    /** GetId requests without a login: each creates a guest. */
    guests: [] as { sent: SentRequest; turn: number }[],
    /** The number of changes of user, begun or done. */
    turns: { count: 0 },
    fail: (rule: Rule, detail: string) => void options.broken.push(new BrokenRule(rule, detail)),
    isDoing: (tab: Tab | undefined, operation: Call['operation'], forced?: boolean) =>
      [...(tab?.calls ?? [])].some(
        (call) => call.operation === operation && (forced === undefined || call.forced === forced),
      ),
  };
}

/** The time for which a tab waits for another tab's lock, in milliseconds. */
export const WAIT = 12_000;

/** Shortens an id for messages. */
export const short = (id: string | undefined) => id?.slice(0, 8) ?? 'none';
