'use client';
/** Elements for screen readers only. */
import type { ReactNode } from 'react';

/** Text that is read aloud but not seen. */
export const VisuallyHidden = ({ children }: { children: ReactNode }) => (
  <span className="ck-hidden">{children}</span>
);

/** Announces its text politely whenever it changes. Render it before there is a text: a new live region is not read. */
export const Announcer = ({ children }: { children?: ReactNode }) => (
  <output className="ck-hidden">{children}</output>
);
