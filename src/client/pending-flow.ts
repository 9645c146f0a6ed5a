/**
 * What a reload of a tab should not lose: who was half-way through, and where their code went. Never a challenge's
 * Session, a code or a password, so that only steps that need none of them can be gone on with.
 */
import { parseObject } from '../lib/json.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { Cognito } from './cognito.ts';

export interface Unfinished {
  /** Whose code step it was; a sign-in goes on at most with the name. */
  flow: 'signIn' | 'signUp' | 'resetPassword';
  username: string;
  delivery?: CodeDelivery;
  /** False where the person asked to be forgotten with the tab. */
  remember?: boolean;
}

/** Milliseconds. A reset's code lasts an hour: https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html */
const LASTS = 3_600_000;

const keyOf = ({ config }: Pick<Cognito, 'config'>) => `cognito-kit.${config.clientId}.unfinished`;

/** Undefined where there is nothing, where the store cannot be read, and after an hour. */
export function readUnfinished(cognito: Cognito): Unfinished | undefined {
  try {
    const found = parseObject(cognito.internals.tabStorage()?.getItem(keyOf(cognito)) ?? undefined);
    const { at, ...unfinished } = found as unknown as Unfinished & { at: number };
    const age = cognito.userPool.platform.clock.now() - at;
    return typeof unfinished.username === 'string' && age >= 0 && age < LASTS ? unfinished : undefined;
  } catch {
    return undefined; // no store, or nothing in it
  }
}

/** Without anything, forgets. A store that refuses keeps nothing. */
export function keepUnfinished(cognito: Cognito, unfinished?: Unfinished): void {
  try {
    const tab = cognito.internals.tabStorage();
    if (unfinished)
      tab?.setItem(
        keyOf(cognito),
        JSON.stringify({ ...unfinished, at: cognito.userPool.platform.clock.now() }),
      );
    else tab?.removeItem(keyOf(cognito));
  } catch {
    // Then a reload begins again.
  }
}
