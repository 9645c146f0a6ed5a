/**
 * Saves a flow over a reload of its tab: which step waits for a code, for which user, and where the code was sent. Never a
 * challenge token, a code or a password, so only steps that need none of them can be resumed.
 */
import { parseObject } from '../lib/json.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { createParser, number, text } from '../storage/record-fields.ts';
import type { Cognito } from './cognito.ts';

export interface InterruptedFlow {
  /** The flow whose step was interrupted. Of a sign-in, only the user name can be resumed. */
  flow: 'signIn' | 'signUp' | 'resetPassword';
  username: string;
  delivery?: CodeDelivery;
  /** False when the user asked not to be remembered after the tab is closed. */
  remember?: boolean;
}

const flows = ['signIn', 'signUp', 'resetPassword'] as const;
const media = ['EMAIL', 'SMS'] as const;

/** Checks each field, since the page's other scripts can write to the store too. */
const parseRecord = createParser<InterruptedFlow & { at: number }>(
  {
    flow: (value) => flows.find((flow) => flow === value),
    username: text,
    delivery: createParser<CodeDelivery>(
      { medium: (value) => media.find((medium) => medium === value), destination: text, attribute: text },
      'attribute',
    ),
    remember: (value) => (typeof value === 'boolean' ? value : undefined),
    at: number,
  },
  'delivery',
  'remember',
);

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
    const record = parseRecord(parseObject(saved));
    if (!record) return undefined;
    const { at: savedAt, ...interrupted } = record;
    const age = cognito.userPool.platform.clock.now() - savedAt;
    return age >= 0 && age < LIFETIME ? interrupted : undefined;
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
