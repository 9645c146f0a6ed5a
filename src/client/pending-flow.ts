/**
 * Saves a flow over a reload of its tab: which step waits for a code, for which user, and where the code was sent. Never a
 * challenge token, a code or a password, so only steps that need none of them can be resumed.
 */
import { parseObject } from '../lib/json.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { Cognito } from './cognito.ts';

export interface PendingFlow {
  /** The flow whose step was interrupted. Of a sign-in, only the username can be resumed. */
  flow: 'signIn' | 'signUp' | 'resetPassword';
  username: string;
  delivery?: CodeDelivery;
  /** False when the user asked not to be remembered after the tab is closed. */
  remember?: boolean;
}

/** Milliseconds. A reset's code lasts an hour: https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html */
const LIFETIME = 3_600_000;

const keyOf = ({ config }: Pick<Cognito, 'config'>) => `cognito-kit.${config.clientId}.unfinished`;

/** @returns the tab's pending flow; undefined without one, when it is older than an hour, or when the store cannot be read */
export function readPendingFlow(cognito: Cognito): PendingFlow | undefined {
  try {
    const saved = parseObject(cognito.internals.tabStorage()?.getItem(keyOf(cognito)) ?? undefined);
    const { at: savedAt, ...pending } = saved as unknown as PendingFlow & { at: number };
    const age = cognito.userPool.platform.clock.now() - savedAt;
    return typeof pending.username === 'string' && age >= 0 && age < LIFETIME ? pending : undefined;
  } catch {
    return undefined; // there is no store, or no pending flow in it
  }
}

/** Saves a pending flow in the tab's store. */
export function savePendingFlow(cognito: Cognito, pending: PendingFlow): void {
  try {
    const record = { ...pending, at: cognito.userPool.platform.clock.now() };
    cognito.internals.tabStorage()?.setItem(keyOf(cognito), JSON.stringify(record));
  } catch {
    // The store refused, so the flow begins again after a reload.
  }
}

/** Deletes the pending flow. */
export function clearPendingFlow(cognito: Cognito): void {
  try {
    cognito.internals.tabStorage()?.removeItem(keyOf(cognito));
  } catch {
    // A store that cannot be used has nothing to clear.
  }
}
