'use client';
/** What the steps offer beyond themselves: how people are named, and the ways to the other flows. */
import { createContext, useContext } from 'react';
import { useCognito } from '../react/cognito-context.ts';
import type { IdentifierKind } from './locales/dictionary.ts';

/** A field of the sign-up form: a Cognito attribute by its name, such as `given_name` or `custom:plan`. */
export type SignUpField = string | { name: string; label?: string; optional?: boolean };

export interface Ways {
  /** The app's name, for "to continue to …". */
  appName?: string | undefined;
  /** What people sign in with; by default what the config's `aliases` say, or `usernameOrEmail`. */
  identifier?: IdentifierKind | undefined;
  /** Attributes that sign-up asks for, beside what the identifier needs; by default the config's `signUpAttributes`. */
  fields?: readonly SignUpField[] | undefined;
  /** Shows the way to each, where it is given. */
  onSignIn?: (() => void) | undefined;
  onSignUp?: (() => void) | undefined;
  /** Gets what was typed as the identifier. */
  onForgotPassword?: ((username: string) => void) | undefined;
}

export const WaysContext = createContext<Ways>({});

/** A pool that knows people by several names is served by a field that takes any text. */
const identifiers: Readonly<Record<string, IdentifierKind>> = {
  username: 'username',
  email: 'email',
  phone_number: 'phone',
};

export const useWays = (): Ways & { identifier: IdentifierKind } => {
  const ways = useContext(WaysContext);
  const { aliases = [], signUpAttributes } = useCognito().config;
  return {
    ...ways,
    identifier: ways.identifier ?? identifiers[aliases.join()] ?? 'usernameOrEmail',
    fields: ways.fields ?? signUpAttributes,
  };
};
