'use client';
/** Shows the view of the step at hand: the kit's own, or the app's where `views` has one. */
import { useState, type ComponentType } from 'react';
import type { SignInState } from '../../react/use-sign-in.ts';
import { IdentifierView } from './identifier-view.tsx';
import { PasswordView } from './common-views.tsx';
import { useSignInWays } from './sign-in-context.ts';
import type { CommonViews, SignInViews } from './sign-in-views.ts';
import { SignedInView } from './signed-in-view.tsx';
import { TotpView } from './totp-view.tsx';

const commonViews: CommonViews = {
  identifier: IdentifierView,
  password: PasswordView,
  totp: TotpView,
  signedIn: SignedInView,
};

export interface SignInStepsProps {
  /** Views of one's own, by step: `{ totp: MyTotp }`. */
  views?: Partial<SignInViews> | undefined;
}

export function SignInSteps({ views }: SignInStepsProps) {
  const { state, more: rare } = useSignInWays();
  const allViews: Partial<SignInViews> = {
    ...(rare.status === 'loaded' ? rare.more.rareViews : {}),
    ...commonViews,
    ...views,
  };
  const ready = allViews[state.name] !== undefined;
  // Until its view is there, a step is a longer wait at the one before.
  const [shown, show] = useState(state);
  if (ready && shown !== state) show(state);
  const failed = rare.status === 'failed' ? rare : undefined;
  const waiting = {
    ...shown,
    status: failed ? 'idle' : 'pending',
    error: failed?.error,
    submit: async () => failed?.retry(),
  } as SignInState;
  const now = ready ? state : waiting;
  // TypeScript cannot tie the view's name to the state's across a lookup; `SignInViews` did, where they were written.
  const View = allViews[now.name] as ComponentType<SignInState> | undefined;
  return View ? <View key={now.name} {...now} /> : null;
}
