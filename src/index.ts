/** `cognito-kit`: the React provider, hooks and components, with everything of `cognito-kit/core`. */
export * from './core.ts';
export { CognitoProvider, type CognitoProviderProps } from './react/provider.tsx';
export { useCognito } from './react/cognito-context.ts';
export { authQueryKey } from './react/query-key.ts';
export { Show, type ShowProps, type ShowWhen } from './react/show.tsx';
export type { AccountQueryOptions, Action, ActionStatus } from './react/account-query.ts';
export { useAttributes, type UseAttributes } from './react/use-attributes.ts';
export { authFactorsQueryOptions, useAuthFactors, type UseAuthFactors } from './react/use-auth-factors.ts';
export { useAuthStateId } from './react/use-auth-state-id.ts';
export { useAwsClient } from './react/use-aws-client.ts';
export { useChangePassword } from './react/use-change-password.ts';
export { useCredentials, type UseCredentials } from './react/use-credentials.ts';
export { useDeleteAccount } from './react/use-delete-account.ts';
export { devicesQueryOptions, useDevices, type UseDevices } from './react/use-devices.ts';
export { useMfa, type TotpState, type UseMfa, type UseTotp } from './react/use-mfa.ts';
export { passkeysQueryOptions, usePasskeys, type UsePasskeys } from './react/use-passkeys.ts';
export type { Persistence } from './storage/record-storage.ts';
export { usePersistence } from './react/use-persistence.ts';
export {
  useResetPassword,
  type ResetPasswordState,
  type UseResetPassword,
  type UseResetPasswordOptions,
} from './react/use-reset-password.ts';
export { useSession } from './react/use-session.ts';
export { useSignIn, type SignInState, type UseSignIn } from './react/use-sign-in.ts';
export { useSignOut, type UseSignOut } from './react/use-sign-out.ts';
export { useSignUp, type SignUpState, type UseSignUp, type UseSignUpOptions } from './react/use-sign-up.ts';
export { useStepUp, type UseStepUp } from './react/use-step-up.ts';
export { useUser, userQueryOptions, type UseUser } from './react/use-user.ts';
export {
  userSessionsQueryOptions,
  useUserSessions,
  type UseUserSessions,
} from './react/use-user-sessions.ts';
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
export type { Parts } from './ui/parts/parts.ts';
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
