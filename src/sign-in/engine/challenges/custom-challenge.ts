/**
 * CUSTOM_CHALLENGE: the pool's own question, as often as its triggers want.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
import type { Challenge } from './challenge.ts';

export const customChallenge: Challenge<'custom'> = {
  read({ ChallengeParameters = {} }, username) {
    const parameters = { ...ChallengeParameters };
    delete parameters['USERNAME'];
    return { name: 'custom', username, parameters };
  },
  answer: async ({ answer, clientMetadata }, { reply, dialogue, signal }) =>
    dialogue.proceed(await dialogue.send(reply, { ANSWER: answer }, signal, clientMetadata), signal),
};
