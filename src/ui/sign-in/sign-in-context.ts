'use client';
/** The contexts of a sign-in, which its views read beside the state of their own step. */
import { createContext, useContext } from 'react';
import type { OfferedPasskeys } from '../../react/use-offered-passkeys.ts';
import type { SignInState } from '../../react/use-sign-in.ts';
import type { Factor } from '../../protocol/factors.ts';
import type { SignInFlow } from '../../sign-in/flows/sign-in.ts';
import type { LazyState, RareViews } from './sign-in-views.ts';

/** The state of the "Keep me signed in" checkbox: checked, the session outlives the tab. */
export interface RememberChoice {
  isChecked: boolean;
  setChecked: (isChecked: boolean) => void;
}

/**
 * Shares one checkbox among the cards of an Authenticator, since a sign-up and a password reset end in a sign-in too.
 */
export const RememberChoiceContext = createContext<RememberChoice | undefined>(undefined);

export interface SignInContextValue {
  /** The state that is on screen. */
  state: SignInState;
  /** The username of a sign-in that a reload interrupted. */
  pendingUsername?: string | undefined;
  /** The first factors in the order in which they are offered. */
  firstFactors: readonly Factor[];
  /** The flow, if the user may choose the first factor (`USER_AUTH`). */
  userAuthFlow?: SignInFlow | undefined;
  /** The checkbox, if there is one. */
  rememberChoice?: RememberChoice | undefined;
  /** The download of the rare views. */
  lazyViews: LazyState<{ offerPasskeys: OfferedPasskeys['offer']; rareViews: RareViews }>;
  /** Asks Cognito for the user's first factors, to choose another one. Undefined unless the flow is `USER_AUTH`. */
  chooseOtherMethod?: (() => void) | undefined;
}

export const SignInContext = createContext<SignInContextValue | undefined>(undefined);

/**
 * Returns the sign-in of the `<SignIn.Root>` around the component.
 * @throws {Error} Outside of `<SignIn.Root>`.
 */
export function useSignInContext(): SignInContextValue {
  const value = useContext(SignInContext);
  if (!value)
    throw new Error(
      'A part of SignIn is outside of <SignIn.Root>, so there is no sign-in to show. Render it inside <SignIn.Root>.',
    );
  return value;
}
