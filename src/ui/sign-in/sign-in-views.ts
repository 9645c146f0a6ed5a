/** What a view of each step is given: exactly that step's state of the flow. */
import type { ComponentType } from 'react';
import type { SignInState } from '../../react/use-sign-in.ts';
import type { SignInStep } from '../../sign-in/engine/sign-in-step.ts';

export type SignInStepProps<Name extends SignInStep['name']> = Extract<SignInState, { name: Name }>;
export type SignInViews = { [Name in SignInStep['name']]: ComponentType<SignInStepProps<Name>> };
