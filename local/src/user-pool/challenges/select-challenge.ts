/**
 * The answers to SELECT_CHALLENGE: one of the factors that were offered, by ANSWER or, for a password, by naming the
 * challenge itself with the same Session.
 */
import type { Answer } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { beginFactor, chosen } from '../sign-in/begin-factor.ts';
import type { Choice } from '../sign-in/first-factors.ts';
import { withDevice } from '../sign-in/progress.ts';
import { readAnyChallenge } from '../sign-in/challenge-tokens.ts';
import type { Challenge } from '../state.ts';

type Selection = Challenge<'SELECT_CHALLENGE' | 'PASSWORD' | 'PASSWORD_SRP'>;

/** What a Session of these lets one choose. */
const offeredBy = (challenge: Selection) =>
  challenge.step === 'SELECT_CHALLENGE' ? challenge.details.offered : (['PASSWORD'] as const);

/** A wrong password leaves the Session as it was, for as many tries as one Session has. */
async function begin(
  context: Context,
  scope: Scope,
  { challenge, ...applicant }: Awaited<ReturnType<typeof readAnyChallenge<Selection['step']>>>,
  choice: Choice,
  responses: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const progress = withDevice(challenge.progress, responses);
  challenge.used = true;
  try {
    return await beginFactor[choice](context, scope, applicant, progress, responses);
  } catch (error) {
    challenge.used = false;
    challenge.wrongAnswers += 1;
    throw error;
  }
}

export const answerSelectChallenge: Answer = async (context, scope, { username, responses, session }) => {
  const answer = requireParameter(responses, 'ANSWER');
  const found = await readAnyChallenge(context, scope, 'SELECT_CHALLENGE', session, username);
  const choice = chosen(offeredBy(found.challenge), answer);
  if (!choice) throw invalidParameter(`${answer} is not an available challenge.`);
  return begin(context, scope, found, choice, responses);
};

const answerWith =
  (choice: 'PASSWORD' | 'PASSWORD_SRP', parameter: 'PASSWORD' | 'SRP_A'): Answer =>
  async (context, scope, { username, responses, session }) => {
    requireParameter(responses, parameter);
    const steps = ['SELECT_CHALLENGE', choice] as const;
    const found = await readAnyChallenge(context, scope, steps, session, username);
    if (!chosen(offeredBy(found.challenge), choice)) {
      throw invalidParameter(`${choice} is not an available challenge.`);
    }
    return begin(context, scope, found, choice, responses);
  };

export const answerPassword = answerWith('PASSWORD', 'PASSWORD');
export const answerPasswordSrp = answerWith('PASSWORD_SRP', 'SRP_A');
