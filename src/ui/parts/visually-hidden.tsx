'use client';
/** For ears and password managers, not for eyes. */
import type { ReactNode } from 'react';

export const Hidden = ({ children }: { children: ReactNode }) => (
  <span className="ck-hidden">{children}</span>
);

/** Says its text once, politely, whenever it changes. It is there before it has anything to say. */
export const Announcer = ({ children }: { children?: ReactNode }) => (
  <output className="ck-hidden">{children}</output>
);
