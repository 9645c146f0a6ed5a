/** What a view of each step is given: exactly that step's state of the flow. */
import type { ComponentType } from 'react';
import type { SignInState, SignInStep } from '../../react/use-sign-in.ts';

export type SignInStepProps<Name extends SignInStep['name']> = Extract<SignInState, { name: Name }>;
export type SignInViews = { [Name in SignInStep['name']]: ComponentType<SignInStepProps<Name>> };
