'use client';
/** Conditional children by session. */
import type { ReactNode } from 'react';
import type { Session } from '../session/session.ts';
import { useSessionPart } from './use-session.ts';

/**
 * A condition on the session: a status, membership of a group of the user pool, or a function.
 * `signedOut` includes guests.
 */
export type ShowWhen =
  | 'signedIn'
  | 'signedOut'
  | 'guest'
  | { group: string }
  | ((session: Session) => boolean);

export interface ShowProps {
  when: ShowWhen;
  /** Rendered when the condition does not hold, once the session is known. Default: nothing. */
  fallback?: ReactNode;
  children?: ReactNode;
}

/** Undefined until the session is known. */
function holds(when: ShowWhen, session: Session): boolean | undefined {
  if (session.status === 'loading') return undefined;
  if (typeof when === 'function') return when(session);
  if (typeof when === 'object')
    return session.status === 'signedIn' && (session.claims['cognito:groups'] ?? []).includes(when.group);
  return session.status === when || (when === 'signedOut' && session.status === 'guest');
}

/**
 * Renders its children when the session meets `when`. It hides them and does not protect them: decide in the backend or
 * by IAM what a user may read.
 */
export function Show({ when, fallback = null, children }: ShowProps): ReactNode {
  // Selects the answer only, so a change of session that leaves it renders nothing again.
  const isShown = useSessionPart((session) => holds(when, session));
  if (isShown === undefined) return null;
  return isShown ? children : fallback;
}
