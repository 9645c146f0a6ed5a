'use client';
/** The whole way in: children for those who are signed in; for the others sign-in, sign-up and reset, one leading to the next. */
import { useState, type ReactNode } from 'react';
import { useSession } from '../react/use-session.ts';
import { useSignIn } from '../react/use-sign-in.ts';
import type { Chosen } from '../react/use-sign-up.ts';
import type { LookProps } from './parts/root.tsx';
import { ResetPassword, type ResetPasswordViews } from './reset-password/reset-password.tsx';
import { SignIn } from './sign-in/sign-in.tsx';
import type { SignInViews } from './sign-in/sign-in-views.ts';
import { SignUp, type SignUpViews } from './sign-up/sign-up.tsx';
import type { Ways } from './ways-context.ts';

export interface AuthenticatorProps extends LookProps, Pick<Ways, 'appName' | 'identifier' | 'fields'> {
  /** What is behind the sign-in. */
  children?: ReactNode;
  /** Shown for the moment until the session is known; nothing by default. */
  loading?: ReactNode;
  /** Filled in at the first step. */
  username?: string;
  /** Where it begins; `signIn` by default. */
  initialView?: View;
  /** False where accounts are made elsewhere. */
  signUp?: boolean;
  /** Views of one's own for steps of the sign-in: `{ totp: MyTotp }`. */
  steps?: Partial<SignInViews>;
  signUpSteps?: Partial<SignUpViews>;
  resetPasswordSteps?: Partial<ResetPasswordViews>;
  /** Gives the focus to the first step too. */
  autoFocus?: boolean;
}

type View = 'signIn' | 'signUp' | 'resetPassword';

export function Authenticator({ children, loading = null, ...props }: AuthenticatorProps) {
  const { status } = useSession();
  if (status === 'loading') return loading;
  return status === 'signedIn' ? children : <WayIn {...props} />;
}

function WayIn({
  username,
  initialView = 'signIn',
  signUp = true,
  steps,
  signUpSteps,
  resetPasswordSteps,
  autoFocus = false,
  ...look
}: Omit<AuthenticatorProps, 'children' | 'loading'>) {
  const signIn = useSignIn(username === undefined ? {} : { username });
  const [view, setView] = useState<View>(initialView);
  const [moved, setMoved] = useState(false);
  const [forgotten, setForgotten] = useState<string>();

  const show = (next: View) => {
    setMoved(true);
    setView(next);
  };
  const toSignIn = () => {
    signIn.reset();
    show('signIn');
  };
  /** With what was just chosen; the flow that it comes from stays on screen until it is clear what comes next. */
  const carryOn = (chosen: Chosen) => void signIn.start(chosen).then(() => show('signIn'));

  const shared = {
    layout: 'page' as const,
    ...look,
    autoFocus: autoFocus || moved,
    onSignIn: toSignIn,
    onSignUp: signUp ? () => show('signUp') : undefined,
    onForgotPassword: (named: string) => {
      setForgotten(named);
      show('resetPassword');
    },
  };

  if (view === 'signUp') return <SignUp {...shared} steps={signUpSteps} onDone={carryOn} />;
  if (view === 'resetPassword')
    return (
      <ResetPassword
        {...shared}
        {...(forgotten === undefined ? {} : { username: forgotten })}
        steps={resetPasswordSteps}
        onDone={carryOn}
      />
    );
  return <SignIn {...shared} flow={signIn} steps={steps} />;
}
