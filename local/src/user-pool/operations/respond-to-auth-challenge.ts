/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
import type { JsonObject } from '../../json-service.ts';
import { findClient } from '../clients.ts';
import type { Context, Operation, Scope } from '../context.ts';
import { invalidParameter, readMap, readTexts, rules } from '../input.ts';
import { answerSoftwareToken } from '../challenges/software-token-mfa.ts';
import { answerNewPassword } from '../challenges/new-password-required.ts';
import { answerPasswordVerifier } from '../sign-in/srp-auth.ts';
import type { ChallengeStep } from '../state.ts';

type Answer = (
  context: Context,
  scope: Scope,
  responses: ReadonlyMap<string, string>,
  session: string | undefined,
) => Promise<JsonObject>;

const answers = {
  PASSWORD_VERIFIER: answerPasswordVerifier,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
} satisfies Partial<Record<ChallengeStep | 'PASSWORD_VERIFIER', Answer>>;

const isChallenge = (name: string): name is keyof typeof answers => Object.hasOwn(answers, name);

export const respondToAuthChallenge: Operation = async (context, input) => {
  const { ClientId, ChallengeName, Session } = readTexts(input, {
    ClientId: rules.clientId,
    ChallengeName: {},
    Session: { ...rules.session, optional: true },
  });
  if (!isChallenge(ChallengeName)) {
    throw invalidParameter(
      `1 validation error detected: Value '${ChallengeName}' at 'challengeName' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${Object.keys(answers).join(', ')}]`,
    );
  }
  const scope = findClient(context, ClientId);
  return answers[ChallengeName](context, scope, readMap(input, 'ChallengeResponses'), Session);
};
