/**
 * What the docs say of each component's props. Storybook's own reader of types stops where props come from another file;
 * here the compiler names what is missing.
 */
import type { AuthenticatorProps, ResetPasswordProps, SignInProps, SignUpProps } from 'cognito-kit';
import type { ArgTypes } from '@storybook/react-vite';
import type { ComponentPropsWithoutRef } from 'react';

/** Without what every element takes. */
type Own<Props> = Exclude<
  keyof Props,
  keyof Omit<ComponentPropsWithoutRef<'div'>, 'children'> | `data-${string}` | 'ref'
>;

type Row = readonly [type: string, says: string, byDefault?: string];
type Rows<Name extends PropertyKey> = Readonly<Record<Name, Row>>;

const look = {
  appearance: ['Appearance', '`theme`, `colorScheme`, `variables`, and `classes` for the parts'],
  locale: ['Dictionary', 'The texts, their language and direction', 'en'],
  layout: [
    "'page' | 'inline' | 'content'",
    '`page` fills the window, `inline` the width that it is given',
    'inline',
  ],
  nonce: ['string', 'For a page rendered on a server under a strict CSP'],
} as const satisfies Rows<string>;

const ways = {
  appName: ['string', 'For “to continue to …”'],
  aliases: [
    "('email' | 'phone_number' | …)[]",
    'What people sign in with, by Cognito’s names',
    'the config’s',
  ],
  identifier: [
    'IdentifierKind',
    'What the name’s field asks for; stands before `aliases`',
    'usernameOrEmail',
  ],
  fields: [
    'SignUpField[]',
    'What sign-up asks beside what the identifier needs, in this order',
    'the config’s',
  ],
  passwordless: ['boolean', 'Signs people up without a password', 'false'],
  autoFocus: ['boolean', 'Gives the focus to the first step too', 'false'],
} as const satisfies Rows<string>;

const links = {
  onSignIn: ['() => void', 'Shows the way to the sign-in'],
  onSignUp: ['() => void', 'Shows the way to the sign-up'],
  onForgotPassword: [
    '(username: string) => void',
    'Shows the way to the reset; gets what was typed as the name',
  ],
} as const satisfies Rows<string>;

const choices = {
  authFlow: ["'srp' | 'password' | 'choice' | 'custom'", 'How a sign-in goes', 'the config’s, or srp'],
  firstFactors: [
    'Factor[]',
    'First factors, in order; the first one that the user has is asked for at once. With more than the password the flow is USER_AUTH',
  ],
  username: ['string', 'Filled in at the first step'],
  rememberMe: ['boolean', 'A box: unticked, the session ends with the tab', 'false'],
} as const satisfies Rows<string>;

const toArgTypes = (rows: Rows<string>): Partial<ArgTypes> =>
  Object.fromEntries(
    Object.entries(rows).map(([name, [summary, description, byDefault]]) => [
      name,
      {
        description,
        table: {
          type: { summary },
          ...(byDefault !== undefined && { defaultValue: { summary: byDefault } }),
        },
        ...(summary === 'boolean' || summary === 'string'
          ? { control: summary === 'string' ? 'text' : summary }
          : { control: false }),
      },
    ]),
  );

const views = (type: string): Row => [type, 'Views of one’s own, by step'];

export const signInProps = toArgTypes({
  views: views('Partial<SignInViews>'),
  ...choices,
  flow: ['UseSignIn', 'What `useSignIn()` returned, to hold the flow oneself'],
  ...ways,
  ...links,
  ...look,
} satisfies Rows<Own<SignInProps>>);

export const signUpProps = toArgTypes({
  views: views('Partial<SignUpViews>'),
  onDone: [
    '(chosen) => void',
    'Gets the new user, to go on with; without it, a last step says that it is done',
  ],
  ...ways,
  ...links,
  ...look,
} satisfies Rows<Own<SignUpProps>>);

export const resetPasswordProps = toArgTypes({
  views: views('Partial<ResetPasswordViews>'),
  username: choices.username,
  onDone: ['(chosen) => void', 'Gets who has a new password, to go on with'],
  ...ways,
  ...links,
  ...look,
} satisfies Rows<Own<ResetPasswordProps>>);

export const authenticatorProps = toArgTypes({
  children: ['ReactNode', 'What is behind the sign-in'],
  loading: ['ReactNode', 'Shown for the moment until the session is known', 'nothing'],
  initialView: ["'signIn' | 'signUp' | 'resetPassword'", 'Where it begins', 'signIn'],
  signUp: ['boolean', 'False where accounts are made elsewhere', 'true'],
  views: views('Partial<SignInViews>'),
  signUpViews: views('Partial<SignUpViews>'),
  resetPasswordViews: views('Partial<ResetPasswordViews>'),
  ...choices,
  ...ways,
  ...look,
  layout: [look.layout[0], look.layout[1], 'page'],
} satisfies Rows<Own<AuthenticatorProps>>);
