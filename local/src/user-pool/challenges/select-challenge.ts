/**
 * Answers SELECT_CHALLENGE with one of the offered factors. The client names it in ANSWER or, for a password, answers
 * PASSWORD or PASSWORD_SRP with the same challenge token.
 */
import type { Answer } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { beginFactor, findChoice } from '../sign-in/begin-factor.ts';
import { readAnyChallenge } from '../sign-in/challenge-tokens.ts';
import type { Choice } from '../sign-in/first-factors.ts';
import type { NamedUser } from '../sign-in/identify.ts';
import { withDevice } from '../sign-in/progress.ts';
import type { Challenge } from '../state.ts';

type Selection = Challenge<'SELECT_CHALLENGE' | 'PASSWORD' | 'PASSWORD_SRP'>;

const offeredBy = (challenge: Selection) =>
  challenge.step === 'SELECT_CHALLENGE' ? challenge.details.offered : (['PASSWORD'] as const);

/** Begins the factor. A wrong password leaves the token usable, until it has taken too many wrong answers. */
async function begin(
  context: Context,
  scope: Scope,
  { challenge, ...named }: NamedUser & { challenge: Selection },
  choice: Choice,
  responses: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const progress = withDevice(challenge.progress, responses);
  challenge.used = true;
  try {
    return await beginFactor[choice](context, scope, named, progress, responses);
  } catch (error) {
    challenge.used = false;
    challenge.wrongAnswers += 1;
    throw error;
  }
}

export const answerSelectChallenge: Answer = async (
  context,
  scope,
  { username, responses, challengeToken },
) => {
  const answer = requireParameter(responses, 'ANSWER');
  const selection = await readAnyChallenge(context, scope, 'SELECT_CHALLENGE', challengeToken, username);
  const choice = findChoice(offeredBy(selection.challenge), answer);
  if (!choice) throw invalidParameter(`${answer} is not an available challenge.`);
  return begin(context, scope, selection, choice, responses);
};

const answerWith =
  (choice: 'PASSWORD' | 'PASSWORD_SRP', parameter: 'PASSWORD' | 'SRP_A'): Answer =>
  async (context, scope, { username, responses, challengeToken }) => {
    requireParameter(responses, parameter);
    const steps = ['SELECT_CHALLENGE', choice] as const;
    const selection = await readAnyChallenge(context, scope, steps, challengeToken, username);
    if (!findChoice(offeredBy(selection.challenge), choice)) {
      throw invalidParameter(`${choice} is not an available challenge.`);
    }
    return begin(context, scope, selection, choice, responses);
  };

export const answerPassword = answerWith('PASSWORD', 'PASSWORD');
export const answerPasswordSrp = answerWith('PASSWORD_SRP', 'SRP_A');
