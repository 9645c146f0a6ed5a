/** What the oracle remembers: which sign-ins there were, and how they ended. */
import type { LockKind } from '../program.ts';
import { Broken, type Rule } from './broken.ts';
import { claimsOf, type Held } from './held.ts';
import type { Sent } from './network.ts';
import type { Service } from './service.ts';
import type { Call, Tab } from './tab.ts';

/** What excuses a loss or a second refresh. */
export interface Seen {
  wrongClock: boolean;
  fullStore: boolean;
  /** A crash, a frozen tab, trouble on the network or at the service. */
  mishap: boolean;
  /** How often the device slept. */
  sleeps: number;
}

export interface LedgerOptions {
  service: Service;
  locks: LockKind;
  tabs: ReadonlyMap<number, Tab>;
  now: () => number;
  passed: () => number;
  seen: Readonly<Seen>;
  /** What the store holds now, for that tab: its own may come before what all share. */
  storeOf: (tab: number) => Held | undefined;
  /** What any store holds of a sign-in. */
  heldOf: (origin: string | undefined) => Held | undefined;
  broken: Broken[];
}

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger(options: LedgerOptions) {
  /** By refresh token. */
  const origins = new Map<string, string>();
  const originOf = ({ body: { Token, RefreshToken, AccessToken } }: Sent) =>
    typeof AccessToken === 'string'
      ? claimsOf(AccessToken).origin_jti
      : origins.get(String(Token ?? RefreshToken));

  return {
    ...options,
    origins,
    originOf,
    /** Signed out of. */
    killed: new Set<string>(),
    /** Not in the store any more. */
    retired: new Set<string>(),
    /** Whose end the service has decided. */
    refused: new Set<string>(),
    /** What was sent to renew sessions or to end them. */
    history: [] as Sent[],
    /** GetId without a login: each makes a guest. */
    guests: [] as { sent: Sent; turn: number }[],
    /** How often somebody came or went, or set out to. */
    turns: { count: 0 },
    fail: (rule: Rule, detail: string) => void options.broken.push(new Broken(rule, detail)),
    isDoing: (tab: Tab | undefined, what: Call['what'], forced?: boolean) =>
      [...(tab?.calls ?? [])].some(
        (call) => call.what === what && (forced === undefined || call.forced === forced),
      ),
  };
}

/** Milliseconds for which a tab waits for another's lock. */
export const WAIT = 12_000;

/** An id, as texts show it. */
export const short = (id: string | undefined) => id?.slice(0, 8) ?? 'nobody';
