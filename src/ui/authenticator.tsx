'use client';
/** Renders the app for a signed-in user, and for others sign-in, sign-up and password reset, linked to one another. */
import { useState, type ReactNode } from 'react';
import { useCognito } from '../react/cognito-context.ts';
import { useSession } from '../react/use-session.ts';
import { useSignIn } from '../react/use-sign-in.ts';
import type { NewUser } from '../sign-in/flows/sign-up.ts';
import type { FlowSettings } from './flow-settings.ts';
import type { AppearanceProps } from './parts/root.tsx';
import type { ResetPasswordViews } from './reset-password/reset-password-card.tsx';
import { SignInCard } from './sign-in/sign-in-card.tsx';
import { resolveSettings, useRememberChoice, type SignInSettings } from './sign-in/sign-in-root.tsx';
import { RememberChoiceContext } from './sign-in/sign-in-context.ts';
import type { SignInViews } from './sign-in/sign-in-views.ts';
import type { SignUpViews } from './sign-up/sign-up-card.tsx';
import { useLazyViews } from './use-lazy-views.ts';

export interface AuthenticatorProps
  extends
    AppearanceProps,
    SignInSettings,
    Pick<FlowSettings, 'appName' | 'aliases' | 'identifier' | 'fields' | 'passwordless'> {
  /** The app: rendered while a user is signed in. */
  children?: ReactNode;
  /** Rendered until the session is known. Default: nothing. */
  loading?: ReactNode;
  /** The flow that is shown first. Default `signIn`. */
  initialView?: View;
  /** Whether sign-in links to sign-up. Set it to false where accounts are created elsewhere. Default true. */
  signUp?: boolean;
  /** Custom views for steps of the sign-in: `{ totp: MyTotp }`. */
  views?: Partial<SignInViews>;
  /** Custom views for steps of the sign-up. */
  signUpViews?: Partial<SignUpViews>;
  /** Custom views for steps of the password reset. */
  resetPasswordViews?: Partial<ResetPasswordViews>;
  /** Whether the first step takes the focus too, as all later ones do. Default false. */
  autoFocus?: boolean;
}

type View = 'signIn' | 'signUp' | 'resetPassword';

/**
 * Renders `children` for a signed-in user. Otherwise renders sign-in, with links to sign-up and password reset.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <CognitoProvider client={cognito}>
 *   <Authenticator appName="Acme" fields={['given_name']}>
 *     <App />
 *   </Authenticator>
 * </CognitoProvider>
 */
export function Authenticator({ children, loading = null, ...props }: AuthenticatorProps): ReactNode {
  const { status } = useSession();
  if (status === 'loading') return loading;
  return status === 'signedIn' ? children : <AuthenticatorFlows {...props} />;
}

/** Sign-in, sign-up and password reset, whatever the session is. */
export function AuthenticatorFlows({
  username,
  authFlow,
  firstFactors,
  rememberMe,
  initialView = 'signIn',
  signUp = true,
  views,
  signUpViews,
  resetPasswordViews,
  autoFocus = false,
  ...rest
}: Omit<AuthenticatorProps, 'children' | 'loading'>) {
  const cognito = useCognito();
  const settings = resolveSettings({ authFlow, firstFactors }, cognito.config);
  const signIn = useSignIn({ username, authFlow: settings.authFlow, preferred: settings.firstFactors[0] });
  const rememberChoice = useRememberChoice(rememberMe);
  const { views: lazyViews, error: downloadError, retry } = useLazyViews();
  const [view, setView] = useState<View>(initialView);
  const [hasChanged, setChanged] = useState(false);
  const [typedUsername, setTypedUsername] = useState<string>();

  // A sign-in that the user continues during the download, or after it failed, cancels the change of the view.
  if (!lazyViews && view !== 'signIn' && signIn.status === 'pending') setView('signIn');

  const changeView = (next: View) => {
    lazyViews?.clearInterruptedFlow(cognito);
    setChanged(true);
    setView(next);
    retry?.();
  };
  /** Signs in with the new account or password. The finished flow stays on screen until the next step is known. */
  const signInNewUser = ({ challengeToken, ...credentials }: NewUser) => {
    // A reload loses the chosen password. The challenge token replaces it only in a passwordless or USER_AUTH sign-in.
    const usesChallengeToken = rest.passwordless || settings.authFlow === 'USER_AUTH';
    const start = {
      ...credentials,
      ...(usesChallengeToken && { challengeToken }),
      remember: rememberChoice?.isChecked,
    };
    void signIn.start(start).then(() => changeView('signIn'));
  };

  const shared = {
    layout: 'page' as const,
    ...rest,
    autoFocus: autoFocus || hasChanged,
    onSignIn: () => {
      signIn.reset();
      changeView('signIn');
    },
    onSignUp: signUp ? () => changeView('signUp') : undefined,
    onForgotPassword: (typed: string) => {
      setTypedUsername(typed);
      changeView('resetPassword');
    },
  };
  const sharedWithDone = { ...shared, onDone: signInNewUser };

  let card: ReactNode = null;
  if (lazyViews && view === 'signUp') card = <lazyViews.SignUpCard {...sharedWithDone} views={signUpViews} />;
  else if (lazyViews && view === 'resetPassword')
    card = (
      <lazyViews.ResetPasswordCard {...sharedWithDone} username={typedUsername} views={resetPasswordViews} />
    );
  else if (hasChanged || view === 'signIn' || downloadError) {
    // The sign-in also stands in for a view that is still downloading, or whose download failed.
    const error = (view !== 'signIn' && downloadError) || signIn.error;
    card = <SignInCard {...shared} {...settings} flow={{ ...signIn, error }} views={views} />;
  }
  return (
    <RememberChoiceContext.Provider value={rememberChoice}>
      {lazyViews ? <lazyViews.ResumeFlow onInterrupted={setView} rememberChoice={rememberChoice} /> : null}
      {card}
    </RememberChoiceContext.Provider>
  );
}
