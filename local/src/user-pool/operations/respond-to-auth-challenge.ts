/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
import type { Answer } from '../challenges/answer.ts';
import { answerCustomChallenge } from '../challenges/custom-challenge.ts';
import { answerDevicePasswordVerifier } from '../challenges/device-password-verifier.ts';
import { answerDeviceSrp } from '../challenges/device-srp-auth.ts';
import { answerMfaSetup } from '../challenges/mfa-setup.ts';
import { answerNewPassword } from '../challenges/new-password-required.ts';
import { answerPasswordVerifier } from '../challenges/password-verifier.ts';
import { answerPassword, answerPasswordSrp, answerSelectChallenge } from '../challenges/select-challenge.ts';
import { answerSelectMfaType } from '../challenges/select-mfa-type.ts';
import { answerEmailCode, answerSmsCode, answerSmsMfa } from '../challenges/sent-code.ts';
import { answerSoftwareToken } from '../challenges/software-token-mfa.ts';
import { answerWebAuthn } from '../challenges/web-authn.ts';
import { findClient, readUsername } from '../clients.ts';
import type { Operation } from '../context.ts';
import { notInEnum, readMap, readTexts, rules } from '../input.ts';
import { readClientMetadata, readObject } from '../input-types.ts';
import type { ChallengeStep } from '../state.ts';

/** Steps whose challenge tokens ConfirmSignUp and InitiateAuth take. */
type OtherOperation = 'SIGN_UP' | 'CONFIRMED_SIGN_UP';

const answers = {
  CUSTOM_CHALLENGE: answerCustomChallenge,
  DEVICE_PASSWORD_VERIFIER: answerDevicePasswordVerifier,
  DEVICE_SRP_AUTH: answerDeviceSrp,
  EMAIL_OTP: answerEmailCode,
  MFA_SETUP: answerMfaSetup,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  PASSWORD_VERIFIER: answerPasswordVerifier,
  SELECT_CHALLENGE: answerSelectChallenge,
  SELECT_MFA_TYPE: answerSelectMfaType,
  SMS_MFA: answerSmsMfa,
  SMS_OTP: answerSmsCode,
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  WEB_AUTHN: answerWebAuthn,
} satisfies Record<Exclude<ChallengeStep, OtherOperation> | 'PASSWORD_VERIFIER', Answer>;

const isChallenge = (name: string): name is keyof typeof answers => Object.hasOwn(answers, name);

export const respondToAuthChallenge: Operation = async (context, input) => {
  const { ClientId, ChallengeName, Session } = readTexts(input, {
    ClientId: rules.clientId,
    ChallengeName: {},
    Session: { ...rules.challengeToken, optional: true },
  });
  if (!isChallenge(ChallengeName)) {
    throw notInEnum('ChallengeName', ChallengeName, Object.keys(answers));
  }
  const clientMetadata = readClientMetadata(input);
  for (const name of ['UserContextData', 'AnalyticsMetadata']) readObject(input, name);
  const scope = findClient(context, ClientId);
  const responses = readMap(input, 'ChallengeResponses');
  const username = await readUsername(scope.client, responses);
  const answered = { username, responses, challengeToken: Session };
  return answers[ChallengeName]({ ...context, clientMetadata }, scope, answered);
};
