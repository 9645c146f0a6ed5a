/** A pool in which everything is allowed that a user pool can be set to allow, for the clients that ask for it. */
import type { StartOptions } from 'cognito-kit-local/node';

/** The riddle of the custom challenge. */
export const riddle = { question: 'What has keys but no locks?', answer: 'a piano' };

interface Round {
  challengeName: string;
  challengeResult: boolean;
}

interface ChallengeEvent {
  request: {
    session: Round[];
    challengeAnswer?: string;
    privateChallengeParameters?: Record<string, string>;
  };
  response: Record<string, unknown>;
}

/** The password where the client brings SRP, then the riddle, three tries long. */
const defineAuthChallenge = (given: unknown) => {
  const { request, response } = given as ChallengeEvent;
  const last = request.session.at(-1);
  const answered = last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult;
  Object.assign(response, {
    issueTokens: answered,
    failAuthentication: !answered && request.session.length > 4,
    ...(!answered && {
      challengeName: last?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE',
    }),
  });
  return given;
};

const createAuthChallenge = (given: unknown) => {
  Object.assign((given as ChallengeEvent).response, {
    publicChallengeParameters: { question: riddle.question },
    privateChallengeParameters: { answer: riddle.answer },
    challengeMetadata: 'RIDDLE',
  });
  return given;
};

const verifyAuthChallengeResponse = (given: unknown) => {
  const { request, response } = given as ChallengeEvent;
  response['answerCorrect'] = request.challengeAnswer === request.privateChallengeParameters?.['answer'];
  return given;
};

export const everything: Omit<StartOptions, 'port'> = {
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
