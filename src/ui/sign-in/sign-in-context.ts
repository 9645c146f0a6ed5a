'use client';
/** What the views of a sign-in know beside their own step. */
import { createContext, useContext } from 'react';
import type { OfferedPasskeys } from '../../react/use-offered-passkeys.ts';
import type { SignInState } from '../../react/use-sign-in.ts';
import type { Factor } from '../../protocol/factors.ts';
import type { SignInFlow } from '../../sign-in/flows/sign-in.ts';
import type { Loaded } from '../loaded.ts';
import type { RareViews } from './sign-in-views.ts';

/** Whether the session is to outlive the tab, as a box says it. */
export interface Remembers {
  ticked: boolean;
  tick: (ticked: boolean) => void;
}

/** For all the cards of a way in, since a sign-up and a reset end in a sign-in too. */
export const RemembersContext = createContext<Remembers | undefined>(undefined);

export interface SignInWays {
  /** What is shown. */
  state: SignInState;
  /** Who was about to sign in before a reload. */
  left?: string | undefined;
  /** The order in which ways in are offered. */
  firstFactors: readonly Factor[];
  /** The flow, where the pool lets people choose how to sign in. */
  chosen?: SignInFlow | undefined;
  /** Where people may choose. */
  remembers?: Remembers | undefined;
  /** What is not there at the start. */
  more: Loaded<{ offerPasskeys: OfferedPasskeys['offer']; rareViews: RareViews }>;
  /** Asks which other ways in there are; undefined where the app has settled on one. */
  another?: (() => void) | undefined;
}

export const SignInContext = createContext<SignInWays | undefined>(undefined);

export function useSignInWays(): SignInWays {
  const ways = useContext(SignInContext);
  if (!ways)
    throw new Error(
      'A part of SignIn stands outside of <SignIn.Root>, so there is no sign-in for it. Put it inside.',
    );
  return ways;
}
