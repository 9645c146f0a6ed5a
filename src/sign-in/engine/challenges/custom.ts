/**
 * CUSTOM_CHALLENGE: the pool's triggers define it, and ask it as often as they want.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
import type { ReadChallenge } from '../sign-in-exchange.ts';

export const readCustomChallenge: ReadChallenge<'custom'> = (reply, exchange) => {
  const parameters = { ...reply.ChallengeParameters };
  delete parameters['USERNAME'];
  return {
    step: { name: 'custom', username: exchange.username, parameters },
    answer: async ({ answer, clientMetadata }, signal) =>
      exchange.proceed(await exchange.respond(reply, { ANSWER: answer }, signal, clientMetadata), signal),
  };
};
