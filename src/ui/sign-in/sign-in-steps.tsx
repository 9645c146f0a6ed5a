'use client';
/** Renders the view of the current step: the default one, or the app's from `views`. */
import { useState, type ComponentType } from 'react';
import type { SignInState } from '../../react/use-sign-in.ts';
import { commonViews } from './common-views.tsx';
import { useSignInContext } from './sign-in-context.ts';
import type { SignInViews } from './sign-in-views.ts';

export interface SignInStepsProps {
  /** Custom views, by step: `{ totp: MyTotp }`. Default: the kit's views. */
  views?: Partial<SignInViews> | undefined;
}

/**
 * Renders the view of the current step.
 * @throws {Error} Outside of `<SignIn.Root>`.
 */
export function SignInSteps({ views }: SignInStepsProps) {
  const { state, lazyViews } = useSignInContext();
  const allViews: Partial<SignInViews> = {
    ...lazyViews.views?.rareViews,
    ...commonViews,
    ...views,
  };
  const isReady = allViews[state.name] !== undefined;
  // Until the view of a step is downloaded, the step before stays on screen as pending.
  const [shown, setShown] = useState(state);
  if (isReady && shown !== state) setShown(state);
  const { error, retry } = lazyViews;
  // The cast joins the step shown with a `submit` that takes no answer: it only repeats a failed download.
  const waiting = {
    ...shown,
    status: error ? 'idle' : 'pending',
    error,
    submit: async () => retry?.(),
  } as SignInState;
  const current = isReady ? state : waiting;
  // TypeScript cannot tie the name of a view to that of a state across a lookup. `SignInViews` checks each view instead.
  const View = allViews[current.name] as ComponentType<SignInState> | undefined;
  return View ? <View key={current.name} {...current} /> : null;
}
