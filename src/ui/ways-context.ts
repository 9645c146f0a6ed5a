'use client';
/** What the steps offer beyond themselves: how people are named, and the ways to the other flows. */
import { createContext, useContext } from 'react';
import type { IdentifierKind } from './locales/dictionary.ts';

/** A field of the sign-up form: a Cognito attribute by its name, such as `given_name` or `custom:plan`. */
export type SignUpField = string | { name: string; label?: string; optional?: boolean };

export interface Ways {
  /** The app's name, for "to continue to …". */
  appName?: string | undefined;
  /** What people sign in with; `usernameOrEmail` by default. */
  identifier?: IdentifierKind | undefined;
  /** Attributes that sign-up asks for, beside what the identifier needs. */
  fields?: readonly SignUpField[] | undefined;
  /** Shows the way to each, where it is given. */
  onSignIn?: (() => void) | undefined;
  onSignUp?: (() => void) | undefined;
  /** Gets what was typed as the identifier. */
  onForgotPassword?: ((username: string) => void) | undefined;
}

export const WaysContext = createContext<Ways>({});

export const useWays = (): Ways & { identifier: IdentifierKind } => {
  const ways = useContext(WaysContext);
  return { ...ways, identifier: ways.identifier ?? 'usernameOrEmail' };
};
