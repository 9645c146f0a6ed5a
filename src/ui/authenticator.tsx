'use client';
/** The whole way in: children for those who are signed in; for the others sign-in, sign-up and reset, one leading to the next. */
import { useState, type ReactNode } from 'react';
import { useCognito } from '../react/cognito-context.ts';
import { useSession } from '../react/use-session.ts';
import { useSignIn } from '../react/use-sign-in.ts';
import type { NewUser } from '../sign-in/flows/sign-up.ts';
import type { LookProps } from './parts/root.tsx';
import type { ResetPasswordViews } from './reset-password/reset-password-card.tsx';
import { SignInCard } from './sign-in/sign-in-card.tsx';
import { useRemembers, waysIn, type SignInChoices } from './sign-in/sign-in-root.tsx';
import { RemembersContext } from './sign-in/sign-in-context.ts';
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
  views?: Partial<SignInViews>;
  signUpViews?: Partial<SignUpViews>;
  resetPasswordViews?: Partial<ResetPasswordViews>;
  /** Gives the focus to the first step too. */
  autoFocus?: boolean;
}

type View = 'signIn' | 'signUp' | 'resetPassword';

export function Authenticator({ children, loading = null, ...props }: AuthenticatorProps): ReactNode {
  const { status } = useSession();
  if (status === 'loading') return loading;
  return status === 'signedIn' ? children : <WayIn {...props} />;
}

/** Sign-in, sign-up and reset, without the session. */
export function WayIn({
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
  ...look
}: Omit<AuthenticatorProps, 'children' | 'loading'>) {
  const cognito = useCognito();
  const ways = waysIn({ authFlow, firstFactors }, cognito.config);
  const signIn = useSignIn({ username, authFlow: ways.authFlow, preferred: ways.firstFactors[0] });
  const remembers = useRemembers(rememberMe);
  const others = useMore();
  const more = others.status === 'loaded' ? others.more : undefined;
  const [view, setView] = useState<View>(initialView);
  const [moved, setMoved] = useState(false);
  const [forgotten, setForgotten] = useState<string>();

  // Who goes on signing in while the others are awaited, or did not arrive, wants nothing else any more.
  if (!more && view !== 'signIn' && signIn.status === 'pending') setView('signIn');

  const show = (next: View) => {
    more?.clearPendingFlow(cognito);
    setMoved(true);
    setView(next);
    if (others.status === 'failed') others.retry();
  };
  const toSignIn = () => {
    signIn.reset();
    show('signIn');
  };
  /** With what was just chosen; the flow that it comes from stays on screen until it is clear what comes next. */
  const carryOn = ({ session, ...chosen }: NewUser) => {
    // After a reload the password that was chosen is gone: a Session stands in for it only where the pool asks no other.
    const isEnough = look.passwordless || ways.authFlow === 'USER_AUTH';
    const start = { ...chosen, ...(isEnough && { session }), remember: remembers?.ticked };
    void signIn.start(start).then(() => show('signIn'));
  };

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

  const also = { ...shared, onDone: carryOn };
  let card: ReactNode = null;
  if (more && view === 'signUp') card = <more.SignUpCard {...also} views={signUpViews} />;
  else if (more && view === 'resetPassword')
    card = <more.ResetPasswordCard {...also} username={forgotten} views={resetPasswordViews} />;
  else if (moved || view === 'signIn' || others.status === 'failed') {
    // Also while the others are on their way, or did not arrive.
    const error = view !== 'signIn' && others.status === 'failed' ? others.error : signIn.error;
    card = <SignInCard {...shared} {...{ flow: { ...signIn, error }, ...ways, views }} />;
  }
  return (
    <RemembersContext.Provider value={remembers}>
      {more ? <more.UnfinishedFlow onFound={setView} remembers={remembers} /> : null}
      {card}
    </RemembersContext.Provider>
  );
}
