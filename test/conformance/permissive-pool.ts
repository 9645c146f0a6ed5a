/** A local AWS set-up in which the user pool allows every flow, factor, MFA method and trigger. */
import type { StartOptions } from 'cognito-kit-local/node';

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
    { username: 'ada', email: 'ada@example.com', phone: '+15555550100', password: 'Correct-horse-1' },
    {
      username: 'grace',
      email: 'grace@example.com',
      phone: '+15555550101',
      password: 'Battery-staple-2',
      mfa: ['SMS_MFA'],
    },
    {
      username: 'linus',
      email: 'linus@example.com',
      phone: '+15555550102',
      password: 'Temporary-pass-3',
      mustChangePassword: true,
    },
    {
      username: 'hedy',
      email: 'hedy@example.com',
      phone: '+15555550103',
      password: 'Frequency-hop-4',
      mfa: ['EMAIL_OTP', 'SMS_MFA'],
    },
  ],
  client: {
    authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'],
    preventUserExistenceErrors: 'ENABLED',
  },
  pool: {
    mfa: 'OPTIONAL',
    mfaMethods: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
    autoVerifiedAttributes: ['email', 'phone_number'],
    customAttributes: { plan: { type: 'String', mutable: true, max: 20 } },
    webAuthn: {
      relyingPartyId: 'localhost',
      userVerification: 'preferred',
      factor: 'SINGLE_FACTOR',
    },
    devices: { tracking: 'OPT_IN', skipsMfa: true },
    sessionTracking: { status: 'ENABLED', maxPerUser: 10 },
  },
  triggers: {
    DefineAuthChallenge: defineAuthChallenge,
    CreateAuthChallenge: createAuthChallenge,
    VerifyAuthChallengeResponse: verifyAuthChallengeResponse,
  },
};
