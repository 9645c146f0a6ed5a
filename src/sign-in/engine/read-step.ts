/** Reads what a sign-in's reply asks for. Nothing is sent. */
import { invalidResponseError } from '../../errors.ts';
import type { AuthReply } from '../../protocol/challenges.ts';
import { findChallenge } from './challenges/index.ts';

/**
 * The step that asks for it, and how its answer is sent.
 * @throws {CognitoError} `UnsupportedChallenge` when this version has no step for what is asked
 */
export async function readStep(reply: AuthReply, username: string) {
  const { ChallengeName: name = '' } = reply;
  const challenge = await findChallenge(name);
  if (challenge) {
    const step = challenge.read(reply, username);
    const choice = 'factors' in step ? step.factors : 'methods' in step ? step.methods : undefined;
    // A choice of nothing that this version knows would be a page without a way on.
    if (choice?.length !== 0) return { step, answer: challenge.answer };
  }
  throw invalidResponseError(
    'UnsupportedChallenge',
    `The user pool asks for ${name.slice(0, 64)}, which this version of cognito-kit cannot answer`,
  );
}
