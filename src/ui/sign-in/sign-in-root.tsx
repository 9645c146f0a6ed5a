'use client';
/** Begins a sign-in, or takes one that is under way, and gives it to the parts inside. */
import { createContext, useContext, type ReactNode } from 'react';
import { useSignIn, type SignInState, type SignInStep } from '../../react/use-sign-in.ts';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import type { Ways } from '../ways-context.ts';

/** How far each step is. */
const progress = {
  identifier: 0.25,
  stepUp: 0.25,
  selectFactor: 0.4,
  password: 0.6,
  passkey: 0.6,
  emailCode: 0.75,
  smsCode: 0.75,
  selectMfa: 0.75,
  setUpMfa: 0.75,
  setUpTotp: 0.85,
  setUpEmail: 0.8,
  totp: 0.85,
  custom: 0.75,
  newPassword: 0.85,
  confirmSignUp: 0.85,
  resetPassword: 0.85,
  signedIn: 1,
} satisfies Record<SignInStep['name'], number>;

const SignInContext = createContext<SignInState | undefined>(undefined);

/** The state of the sign-in around a part or a view. */
export function useSignInState(): SignInState {
  const state = useContext(SignInContext);
  if (!state)
    throw new Error(
      'A part of SignIn stands outside of <SignIn.Root>, so there is no sign-in for it. Put it inside.',
    );
  return state;
}

export interface SignInRootProps
  extends Ways, Omit<FlowRootProps, 'state' | 'progress' | 'ways' | 'children' | 'onSubmit'> {
  /** What `useSignIn()` returned, to hold the flow oneself. */
  flow?: SignInState | undefined;
  /** Filled in at the first step. */
  username?: string | undefined;
  children?: ReactNode;
}

function Given({
  flow,
  username: _username,
  appName,
  identifier,
  fields,
  onSignIn,
  onSignUp,
  onForgotPassword,
  ...root
}: SignInRootProps & { flow: SignInState }) {
  const ways = { appName, identifier, fields, onSignIn, onSignUp, onForgotPassword };
  return (
    <SignInContext.Provider value={flow}>
      <FlowRoot state={flow} progress={progress[flow.name]} ways={ways} {...root} />
    </SignInContext.Provider>
  );
}

function Own(props: SignInRootProps) {
  return (
    <Given {...props} flow={useSignIn(props.username === undefined ? {} : { username: props.username })} />
  );
}

export function SignInRoot(props: SignInRootProps) {
  return props.flow ? <Given {...props} flow={props.flow} /> : <Own {...props} />;
}
