/**
 * The prop tables of the components. Storybook's type reader does not follow props into other files, so the tables are
 * written by hand, and the compiler reports a prop that is missing here.
 */
import type { AuthenticatorProps, ResetPasswordProps, SignInProps, SignUpProps } from 'cognito-kit';
import type { ArgTypes } from '@storybook/react-vite';
import type { ComponentPropsWithoutRef } from 'react';

/** The props of the component itself, without those of every element. */
type OwnProps<Props> = Exclude<
  keyof Props,
  keyof Omit<ComponentPropsWithoutRef<'div'>, 'children'> | `data-${string}` | 'ref'
>;

type Row = readonly [type: string, description: string, defaultValue?: string];
type Rows<Name extends PropertyKey> = Readonly<Record<Name, Row>>;

const appearanceProps = {
  appearance: ['Appearance', '`theme`, `colorScheme`, `variables`, and `classes` of the parts'],
  locale: ['Dictionary', 'The texts, their language and direction', 'en'],
  layout: [
    "'page' | 'inline' | 'content'",
    '`page` fills the window, `inline` fills its container',
    'inline',
  ],
  nonce: ['string', 'The CSP nonce, for pages rendered on a server under a strict policy'],
} as const satisfies Rows<string>;

const formProps = {
  appName: ['string', 'The app’s name, for “to continue to …”'],
  aliases: [
    "('email' | 'phone_number' | …)[]",
    'The identifiers that users sign in with, by Cognito’s names',
    'the config’s',
  ],
  identifier: ['IdentifierKind', 'The kind of the username field; overrides `aliases`', 'usernameOrEmail'],
  fields: [
    'SignUpField[]',
    'Fields of the sign-up beside the identifier’s own, in this order',
    'the config’s',
  ],
  passwordless: ['boolean', 'Signs users up without a password', 'false'],
  autoFocus: ['boolean', 'Focuses the first step as well', 'false'],
} as const satisfies Rows<string>;

const links = {
  onSignIn: ['() => void', 'Adds a link to the sign-in'],
  onSignUp: ['() => void', 'Adds a link to the sign-up'],
  onForgotPassword: [
    '(username: string) => void',
    'Adds a link to the password reset; receives the username from the form',
  ],
} as const satisfies Rows<string>;

const signInOptions = {
  authFlow: [
    "'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'USER_AUTH' | 'CUSTOM_WITHOUT_SRP' | 'CUSTOM_WITH_SRP'",
    'The authentication flow, by AWS’s constants',
    'USER_AUTH if firstFactors has more than the password; else the config’s, or USER_SRP_AUTH',
  ],
  firstFactors: [
    'Factor[]',
    'First factors, in order. The first one that the user has is asked for at once',
    'the config’s',
  ],
  username: ['string', 'The username that the first step begins with'],
  rememberMe: ['boolean', 'Shows a checkbox; if the user clears it, the session ends with the tab', 'false'],
} as const satisfies Rows<string>;

const toArgTypes = (rows: Rows<string>): Partial<ArgTypes> =>
  Object.fromEntries(
    Object.entries(rows).map(([name, [summary, description, defaultValue]]) => [
      name,
      {
        description,
        table: {
          type: { summary },
          ...(defaultValue !== undefined && { defaultValue: { summary: defaultValue } }),
        },
        ...(summary === 'boolean' || summary === 'string'
          ? { control: summary === 'string' ? 'text' : summary }
          : { control: false }),
      },
    ]),
  );

const viewsRow = (type: string): Row => [type, 'The app’s own views, by step'];

export const signInProps = toArgTypes({
  views: viewsRow('Partial<SignInViews>'),
  ...signInOptions,
  flow: ['UseSignIn', 'The result of `useSignIn()`, for apps that control the flow themselves'],
  ...formProps,
  ...links,
  ...appearanceProps,
} satisfies Rows<OwnProps<SignInProps>>);

export const signUpProps = toArgTypes({
  views: viewsRow('Partial<SignUpViews>'),
  onDone: [
    '(user: NewUser) => void',
    'Receives the new user, to sign in with. Without it, a last step confirms the sign-up',
  ],
  ...formProps,
  ...links,
  ...appearanceProps,
} satisfies Rows<OwnProps<SignUpProps>>);

export const resetPasswordProps = toArgTypes({
  views: viewsRow('Partial<ResetPasswordViews>'),
  username: signInOptions.username,
  onDone: ['(user: NewUser) => void', 'Receives the user with the new password, to sign in with'],
  ...formProps,
  ...links,
  ...appearanceProps,
} satisfies Rows<OwnProps<ResetPasswordProps>>);

export const authenticatorProps = toArgTypes({
  children: ['ReactNode', 'The content for signed-in users'],
  loading: ['ReactNode', 'Shown until the session is known', 'nothing'],
  initialView: ["'signIn' | 'signUp' | 'resetPassword'", 'The view shown first', 'signIn'],
  signUp: ['boolean', 'Whether users can sign up; false if an administrator creates the accounts', 'true'],
  views: viewsRow('Partial<SignInViews>'),
  signUpViews: viewsRow('Partial<SignUpViews>'),
  resetPasswordViews: viewsRow('Partial<ResetPasswordViews>'),
  ...signInOptions,
  ...formProps,
  ...appearanceProps,
  layout: [appearanceProps.layout[0], appearanceProps.layout[1], 'page'],
} satisfies Rows<OwnProps<AuthenticatorProps>>);
