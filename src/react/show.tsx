'use client';
/** Children for some only. It hides; it does not protect: what must stay secret is decided by the backend or by IAM. */
import type { ReactNode } from 'react';
import { useSessionPart, type Session } from './use-session.ts';

export type ShowWhen =
  | 'signedIn'
  | 'signedOut'
  | 'guest'
  | { group: string }
  | ((session: Session) => boolean);

export interface ShowProps {
  /** `signedOut` includes guests: nobody has signed in. */
  when: ShowWhen;
  /** For everybody else, once the session is known. */
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

export function Show({ when, fallback = null, children }: ShowProps) {
  // The answer only, so that a change of session which leaves it renders nothing again.
  const shown = useSessionPart((session) => holds(when, session));
  if (shown === undefined) return null;
  return shown ? children : fallback;
}
