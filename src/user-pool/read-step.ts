/** Reads the next step of a sign-in out of the service's reply. No I/O. */
import { CognitoError } from '../errors.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import { challenges, isAsked } from './challenges/index.ts';
import type { SignInStep } from './sign-in-step.ts';

/** @throws {CognitoError} `UnsupportedChallenge` when this version has no step for what is asked */
export function readStep(
  { ChallengeName: name, ChallengeParameters: parameters = {} }: AuthReply,
  username: string,
): SignInStep {
  // A success may carry empty ChallengeParameters, but no name.
  if (!name) return { name: 'signedIn', username };
  if (isAsked(name)) return challenges[name].read(parameters, username);
  throw new CognitoError({
    kind: 'protocol',
    code: 'UnsupportedChallenge',
    message: `The user pool asks for ${name.slice(0, 64)}, which this version of cognito-kit cannot answer, so nobody was signed in and nothing was stored. Turn that challenge off for this app client, or update cognito-kit.`,
  });
}
