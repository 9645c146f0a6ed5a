'use client';
/** The whole way in: children for those who are signed in; for the others sign-in, sign-up and reset, one leading to the next. */
import { useState, type ReactNode } from 'react';
import { useSession } from '../react/use-session.ts';
import { useSignIn } from '../react/use-sign-in.ts';
import type { Chosen } from '../react/use-sign-up.ts';
import type { LookProps } from './parts/root.tsx';
import type { ResetPasswordViews } from './reset-password/reset-password-card.tsx';
import { SignInCard } from './sign-in/sign-in-card.tsx';
import { toOptions, type SignInChoices } from './sign-in/sign-in-root.tsx';
import type { SignInViews } from './sign-in/sign-in-views.ts';
import type { SignUpViews } from './sign-up/sign-up-card.tsx';
import { useMore } from './use-more.ts';
import type { Ways } from './ways-context.ts';

export interface AuthenticatorProps
  extends
    LookProps,
    SignInChoices,
    Pick<Ways, 'appName' | 'aliases' | 'identifier' | 'fields' | 'passwordless'> {
  /** What is behind the sign-in. */
  children?: ReactNode;
  /** Shown for the moment until the session is known; nothing by default. */
  loading?: ReactNode;
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

/** Sign-in, sign-up and reset, without the session. */
export function WayIn({
  username,
  authFlow,
  methods,
  rememberMe,
  initialView = 'signIn',
  signUp = true,
  steps,
  signUpSteps,
  resetPasswordSteps,
  autoFocus = false,
  ...look
}: Omit<AuthenticatorProps, 'children' | 'loading'>) {
  const signIn = useSignIn(toOptions({ username, authFlow, methods }));
  const others = useMore();
  const [view, setView] = useState<View>(initialView);
  const [moved, setMoved] = useState(false);
  const [forgotten, setForgotten] = useState<string>();

  const show = (next: View) => {
    setMoved(true);
    setView(next);
    if (others.status === 'failed') others.retry();
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

  if (view !== 'signIn' && others.status === 'loaded') {
    const { SignUpCard, ResetPasswordCard } = others.more;
    return view === 'signUp' ? (
      <SignUpCard {...shared} steps={signUpSteps} onDone={carryOn} />
    ) : (
      <ResetPasswordCard
        {...shared}
        {...(forgotten === undefined ? {} : { username: forgotten })}
        steps={resetPasswordSteps}
        onDone={carryOn}
      />
    );
  }
  // Also while the others are on their way, or did not arrive.
  const flow = view !== 'signIn' && others.status === 'failed' ? { ...signIn, error: others.error } : signIn;
  return <SignInCard {...shared} {...{ flow, authFlow, methods, rememberMe, steps }} />;
}
