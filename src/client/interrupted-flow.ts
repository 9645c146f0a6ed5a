/**
 * Saves a flow over a reload of its tab: which step waits for a code, for which user, and where the code was sent. Never a
 * challenge token, a code or a password, so only steps that need none of them can be resumed.
 */
import { parseObject } from '../lib/json.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { Cognito } from './cognito.ts';

export interface InterruptedFlow {
  /** The flow whose step was interrupted. Of a sign-in, only the username can be resumed. */
  flow: 'signIn' | 'signUp' | 'resetPassword';
  username: string;
  delivery?: CodeDelivery;
  /** False when the user asked not to be remembered after the tab is closed. */
  remember?: boolean;
}

const isFlow = (value: unknown): value is InterruptedFlow['flow'] =>
  value === 'signIn' || value === 'signUp' || value === 'resetPassword';

/** Tests the fields that a view reads. The page's other scripts can write to the store too. */
const isDelivery = (value: unknown): value is CodeDelivery => {
  const { medium, destination } = { ...(value as Partial<CodeDelivery> | undefined) };
  return (medium === 'EMAIL' || medium === 'SMS') && typeof destination === 'string';
};

/** Milliseconds. A reset's code lasts an hour: https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html */
const LIFETIME = 3_600_000;

const keyOf = ({ config }: Pick<Cognito, 'config'>) => `cognito-kit.${config.clientId}.unfinished`;

/**
 * Reads the tab's interrupted flow.
 * @returns undefined without one, when it is older than an hour or damaged, or when the store cannot be read
 */
export function readInterruptedFlow(cognito: Cognito): InterruptedFlow | undefined {
  try {
    const saved = cognito.internals.tabStorage()?.getItem(keyOf(cognito)) ?? undefined;
    const { flow, username, delivery, remember, at: savedAt } = { ...parseObject(saved) };
    const age = cognito.userPool.platform.clock.now() - Number(savedAt);
    if (!(isFlow(flow) && typeof username === 'string' && age >= 0 && age < LIFETIME)) return undefined;
    return { flow, username, ...(isDelivery(delivery) && { delivery }), remember: remember !== false };
  } catch {
    return undefined; // the store cannot be read
  }
}

/** Saves an interrupted flow in the tab's store. */
export function saveInterruptedFlow(cognito: Cognito, interrupted: InterruptedFlow): void {
  try {
    const record = { ...interrupted, at: cognito.userPool.platform.clock.now() };
    cognito.internals.tabStorage()?.setItem(keyOf(cognito), JSON.stringify(record));
  } catch {
    // The store refused, so the flow begins again after a reload.
  }
}

/** Deletes the interrupted flow. */
export function clearInterruptedFlow(cognito: Cognito): void {
  try {
    cognito.internals.tabStorage()?.removeItem(keyOf(cognito));
  } catch {
    // A store that cannot be used has nothing to clear.
  }
}
