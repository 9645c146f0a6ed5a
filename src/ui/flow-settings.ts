'use client';
/**
 * The settings that all steps of a flow share: how users are identified, what sign-up asks, and links to other flows.
 */
import { createContext, useContext } from 'react';
import { useCognito } from '../react/cognito-context.ts';
import { type Cognito } from '../client/cognito.ts';
import type { IdentifierKind } from './locales/dictionary.ts';
import type { SignUpField } from './sign-up/sign-up-field.ts';

type Alias = NonNullable<Cognito['config']['aliases']>[number];

export interface FlowSettings {
  /** The app's name, for "to continue to …". Without it the line ends after "to continue". */
  appName?: string | undefined;
  /**
   * The attributes that users sign in with, by Cognito's names: `['email', 'phone_number']`. Default: the config's
   * `aliases`.
   */
  aliases?: readonly Alias[] | undefined;
  /**
   * The kind of the identifier field, which takes precedence over `aliases`. Default without either: `usernameOrEmail`.
   */
  identifier?: IdentifierKind | undefined;
  /**
   * The fields of sign-up, in this order, beside those that the identifier needs. Default: the config's
   * `signUpAttributes`. List `username` and `password` among them to place these two.
   */
  fields?: readonly SignUpField[] | undefined;
  /** Signs users up without a password, for pools that accept codes or a passkey as the first factor. Default false. */
  passwordless?: boolean | undefined;
  /** Goes to sign-in. Without it, the link is not shown. */
  onSignIn?: (() => void) | undefined;
  /** Goes to sign-up. Without it, the link is not shown. */
  onSignUp?: (() => void) | undefined;
  /** Goes to password reset, with the text of the identifier field. Without it, the link is not shown. */
  onForgotPassword?: ((username: string) => void) | undefined;
}

export const FlowSettingsContext = createContext<FlowSettings>({});

/** Returns the props without the settings of a flow, for an element that must not get them as attributes. */
export function withoutFlowSettings<Props extends FlowSettings>({
  appName: _appName,
  aliases: _aliases,
  identifier: _identifier,
  fields: _fields,
  passwordless: _passwordless,
  onSignIn: _onSignIn,
  onSignUp: _onSignUp,
  onForgotPassword: _onForgotPassword,
  ...rest
}: Props): Omit<Props, keyof FlowSettings> {
  return rest;
}

/** The kind of the identifier by the initials of its aliases: username, e-mail, phone. */
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

/** Returns the settings of the flow around the component, with the config's values as defaults. */
export const useFlowSettings = (): FlowSettings & { identifier: IdentifierKind } => {
  const settings = useContext(FlowSettingsContext);
  const { aliases, signUpAttributes } = useCognito().config;
  return {
    ...settings,
    identifier: settings.identifier ?? kindOf(settings.aliases ?? aliases) ?? 'usernameOrEmail',
    fields: settings.fields ?? signUpAttributes,
  };
};
