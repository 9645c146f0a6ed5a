/** A local AWS set-up in which the user pool allows every flow, factor, MFA method and trigger. */
import type { StartOptions } from 'cognito-kit-local/node';
import { everyFactor, everyFlow } from '../support/pool-options.ts';
import { ada, grace, linus } from '../support/users.ts';

/** The custom challenge's question and its right answer. */
export const customChallenge = { question: 'What has keys but no locks?', answer: 'a piano' };

interface ChallengeResult {
  challengeName: string;
  challengeResult: boolean;
}

interface ChallengeEvent {
  request: {
    session: ChallengeResult[];
    challengeAnswer?: string;
    privateChallengeParameters?: Record<string, string>;
  };
  response: Record<string, unknown>;
}

/** Asks for the password if the client sent SRP_A, then for the custom challenge until the answer is right or the attempts are used up. */
const defineAuthChallenge = (event: unknown) => {
  const { request, response } = event as ChallengeEvent;
  const last = request.session.at(-1);
  const answered = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult;
  Object.assign(response, {
    issueTokens: answered,
    failAuthentication: !answered && request.session.length > 4,
    ...(!answered && {
      challengeName: last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE',
    }),
  });
  return event;
};

const createAuthChallenge = (event: unknown) => {
  Object.assign((event as ChallengeEvent).response, {
    publicChallengeParameters: { question: customChallenge.question },
    privateChallengeParameters: { answer: customChallenge.answer },
    challengeMetadata: 'RIDDLE',
  });
  return event;
};

const verifyAuthChallengeResponse = (event: unknown) => {
  const { request, response } = event as ChallengeEvent;
  response['answerCorrect'] = request.challengeAnswer === request.privateChallengeParameters?.['answer'];
  return event;
};

export const permissivePool: Omit<StartOptions, 'port'> = {
  users: [
    { ...ada, phone: '+15555550100' },
    { ...grace, totp: false, phone: '+15555550101', mfa: ['SMS_MFA'] },
    { ...linus, phone: '+15555550102' },
    {
      username: 'hedy',
      email: 'hedy@example.com',
      phone: '+15555550103',
      password: 'Frequency-hop-4',
      mfa: ['EMAIL_OTP', 'SMS_MFA'],
    },
  ],
  client: {
    ...everyFlow,
    preventUserExistenceErrors: 'ENABLED',
  },
  pool: {
    ...everyFactor,
    autoVerifiedAttributes: ['email', 'phone_number'],
    customAttributes: { plan: { type: 'String', mutable: true, max: 20 } },
    devices: { tracking: 'OPT_IN', skipsMfa: true },
    sessionTracking: { status: 'ENABLED', maxPerUser: 10 },
  },
  triggers: {
    DefineAuthChallenge: defineAuthChallenge,
    CreateAuthChallenge: createAuthChallenge,
    VerifyAuthChallengeResponse: verifyAuthChallengeResponse,
  },
};
