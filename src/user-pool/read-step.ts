/** Reads what a sign-in's reply asks for. No I/O. */
import { distrusted } from '../errors.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import { challenges, isAsked } from './challenges/index.ts';

/**
 * The step that asks for it, and how its answer is written.
 * @throws {CognitoError} `UnsupportedChallenge` when this version has no step for what is asked
 */
export function readStep(
  { ChallengeName: name = '', ChallengeParameters: parameters = {} }: AuthReply,
  username: string,
) {
  if (isAsked(name)) {
    const { read, respond } = challenges[name];
    return { name, step: read(parameters, username), respond };
  }
  throw distrusted(
    'UnsupportedChallenge',
    `The user pool asks for ${name.slice(0, 64)}, which this version of cognito-kit cannot answer`,
  );
}
