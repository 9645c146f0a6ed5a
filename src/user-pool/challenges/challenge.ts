/** What a challenge that a person answers is made of. To add one: a file here, a line in `index.ts`, a step, a view. */
import type { SignInAnswers, SignInStep, SignInStepName } from '../sign-in-step.ts';

export interface Challenge<Name extends SignInStepName> {
  /** The step that asks for it. Reads only. */
  readonly read: (
    parameters: Readonly<Record<string, string>>,
    username: string,
  ) => Extract<SignInStep, { name: Name }>;
  /** The answer as ChallengeResponses, beside USERNAME. Refuses what cannot be sent. */
  readonly respond: (answer: SignInAnswers[Name]) => Record<string, string>;
}
