'use client';
/** What the steps offer beyond themselves: how people are named, what is asked at sign-up, and the ways to the other flows. */
import { createContext, useContext } from 'react';
import { useCognito } from '../react/cognito-context.ts';
import { type Cognito } from '../client/cognito.ts';
import type { IdentifierKind } from './locales/dictionary.ts';
import type { SignUpField } from './sign-up/sign-up-field.ts';

type Alias = NonNullable<Cognito['config']['aliases']>[number];

export interface Ways {
  /** The app's name, for "to continue to …". */
  appName?: string | undefined;
  /** What people sign in with, by Cognito's names: `['email', 'phone_number']`; by default the config's. */
  aliases?: readonly Alias[] | undefined;
  /** The same as the field is called, which stands before `aliases`. Without either: `usernameOrEmail`. */
  identifier?: IdentifierKind | undefined;
  /**
   * What sign-up asks beside what the identifier needs, in this order; by default the config's `signUpAttributes`.
   * `username` and `password` may be among them, to be put where one wants them.
   */
  fields?: readonly SignUpField[] | undefined;
  /** Signs people up without a password, where the pool lets them in by codes or a passkey. */
  passwordless?: boolean | undefined;
  /** Shows the way to each, where it is given. */
  onSignIn?: (() => void) | undefined;
  onSignUp?: (() => void) | undefined;
  /** Gets what was typed as the identifier. */
  onForgotPassword?: ((username: string) => void) | undefined;
}

export const WaysContext = createContext<Ways>({});

/** Parts what is in `Ways` from the other props. */
export function splitWays<Props extends Ways>(props: Props): [Ways, Omit<Props, keyof Ways>] {
  const {
    appName,
    aliases,
    identifier,
    fields,
    passwordless,
    onSignIn,
    onSignUp,
    onForgotPassword,
    ...rest
  } = props;
  return [{ appName, aliases, identifier, fields, passwordless, onSignIn, onSignUp, onForgotPassword }, rest];
}

/** By the initials of what the pool knows people by: user name, e-mail, phone. */
const kinds: Readonly<Record<string, IdentifierKind>> = {
  u: 'username',
  e: 'email',
  p: 'phone',
  ue: 'usernameOrEmail',
  up: 'usernameOrPhone',
  ep: 'emailOrPhone',
  uep: 'any',
};

const kindOf = (aliases: readonly Alias[] = []) =>
  kinds[
    [
      aliases.some((alias) => alias.endsWith('username')) && 'u',
      aliases.includes('email') && 'e',
      aliases.includes('phone_number') && 'p',
    ]
      .filter(Boolean)
      .join('')
  ];

export const useWays = (): Ways & { identifier: IdentifierKind } => {
  const ways = useContext(WaysContext);
  const { aliases, signUpAttributes } = useCognito().config;
  return {
    ...ways,
    identifier: ways.identifier ?? kindOf(ways.aliases ?? aliases) ?? 'usernameOrEmail',
    fields: ways.fields ?? signUpAttributes,
  };
};
