/** The kit for React: everything of `cognito-kit/core`, the provider, the hooks and the components. */
export * from './core.ts';
export { CognitoProvider, type CognitoProviderProps } from './react/provider.tsx';
export { useCognito } from './react/cognito-context.ts';
export { authQueryKey } from './react/query-key.ts';
export { Show, type ShowProps, type ShowWhen } from './react/show.tsx';
export type { Action } from './react/account-query.ts';
export { useAccount } from './react/use-account.ts';
export { useAttributes } from './react/use-attributes.ts';
export { authFactorsQueryOptions, useAuthFactors } from './react/use-auth-factors.ts';
export { useAwsClient } from './react/use-aws-client.ts';
export { useCredentials, type UseCredentials } from './react/use-credentials.ts';
export { devicesQueryOptions, useDevices } from './react/use-devices.ts';
export { useAuthStateId } from './react/use-auth-state-id.ts';
export { useMfa, type UseMfa, type UseTotp } from './react/use-mfa.ts';
export { passkeysQueryOptions, usePasskeys } from './react/use-passkeys.ts';
export { sessionsQueryOptions, useUserSessions } from './react/use-user-sessions.ts';
export { usePersistence, type Persistence } from './react/use-persistence.ts';
export {
  useResetPassword,
  type ResetPasswordState,
  type UseResetPassword,
  type UseResetPasswordOptions,
} from './react/use-reset-password.ts';
export { useSession } from './react/use-session.ts';
export { useStepUp, type UseStepUp } from './react/use-step-up.ts';
export { useSignIn, type SignInState, type UseSignIn, type UseSignInOptions } from './react/use-sign-in.ts';
export { useSignOut, type UseSignOut } from './react/use-sign-out.ts';
export { useSignUp, type SignUpState, type UseSignUp, type UseSignUpOptions } from './react/use-sign-up.ts';
export { userQueryOptions, useUser } from './react/use-user.ts';
export { Authenticator, type AuthenticatorProps } from './ui/authenticator.tsx';
export { TotpSetup, type TotpSetupProps } from './ui/account/totp-setup.tsx';
export {
  dictionaryFrom,
  type DictionaryFromOptions,
  type Translate,
  type TextKey,
  type TextValues,
} from './ui/locales/dictionary-from.ts';
export { plural, type PluralForms } from './ui/locales/plural.ts';
export { en, useTexts } from './ui/texts.ts';
export type { Dictionary, IdentifierKind } from './ui/locales/dictionary.ts';
export { ResetPassword } from './ui/reset-password/reset-password.tsx';
export {
  type ResetPasswordProps,
  type ResetPasswordStepProps,
  type ResetPasswordViews,
} from './ui/reset-password/reset-password-card.tsx';
export { SignIn } from './ui/sign-in/sign-in.tsx';
export { type SignInProps } from './ui/sign-in/sign-in-card.tsx';
export type { SignInStepProps, SignInViews } from './ui/sign-in/sign-in-views.ts';
export { PasskeyOffer, type PasskeyOfferProps } from './ui/session/passkey-offer.tsx';
export { RememberDevice } from './ui/session/remember-device.tsx';
export { SignInButton, type SignInButtonProps } from './ui/session/sign-in-button.tsx';
export { UserButton, type UserButtonProps } from './ui/session/user-button.tsx';
export { SignUp } from './ui/sign-up/sign-up.tsx';
export { type SignUpProps, type SignUpStepProps, type SignUpViews } from './ui/sign-up/sign-up-card.tsx';
export type { Appearance, PartName, Theme, ThemeVariable } from './ui/theme/appearance.ts';
export { brandPanelTheme, highContrastTheme, plainTheme } from './ui/theme/themes.ts';
export type { SignUpField, SignUpFieldOptions, StandardSchema } from './ui/sign-up/sign-up-field.ts';
