'use client';
/** Children for some only. It hides; it does not protect: what must stay secret is decided by the backend or by IAM. */
import type { ReactNode } from 'react';
import { useSession, type Session } from './use-session.ts';

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

function holds(when: ShowWhen, session: Session): boolean {
  if (typeof when === 'function') return when(session);
  if (typeof when === 'object')
    return session.status === 'signedIn' && (session.claims['cognito:groups'] ?? []).includes(when.group);
  return session.status === when || (when === 'signedOut' && session.status === 'guest');
}

export function Show({ when, fallback = null, children }: ShowProps) {
  const session = useSession();
  if (session.status === 'loading') return null;
  return holds(when, session) ? children : fallback;
}
