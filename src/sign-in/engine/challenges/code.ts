/** Challenges that a code answers: from an authenticator app, a text message or an e-mail. */
import { isCognitoError } from '../../../errors.ts';
import type { AuthReply } from '../../../protocol/challenges.ts';
import { checkInput } from '../../../transport/check-input.ts';
import { readDelivery } from '../../../transport/code-delivery.ts';
import type { PendingSignIn, ReadChallenge, SignInExchange } from '../sign-in-exchange.ts';

const answerCode =
  (reply: AuthReply, exchange: SignInExchange) =>
  async ({ code }: { code: string }, signal?: AbortSignal): Promise<PendingSignIn> => {
    checkInput({ code });
    const next = await exchange.respond(reply, { [`${reply.ChallengeName}_CODE`]: code }, signal);
    return exchange.proceed(next, signal);
  };

/** CodeMismatchException; at the set-up EnableSoftwareTokenMFAException. */
const refusal = /^(CodeMis|Enable)/;

/** Throws the error again, with a hint at the phone's clock if the code was refused. */
export function hintAtClock(error: unknown): never {
  if (isCognitoError(error) && refusal.test(error.code))
    error.message += ' The phone’s clock may be off: set it right, and enter the next code.';
  throw error;
}

/** SOFTWARE_TOKEN_MFA. */
export const readTotp: ReadChallenge<'totp'> = (reply, exchange) => {
  const answer = answerCode(reply, exchange);
  return {
    step: {
      name: 'totp',
      username: exchange.username,
      deviceName: reply.ChallengeParameters?.['FRIENDLY_DEVICE_NAME'],
    },
    answer: (input, signal) => answer(input, signal).catch(hintAtClock),
  };
};

const sentTo = ({ ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM, ...rest } = {} }: AuthReply) =>
  readDelivery({
    CodeDeliveryDetails: {
      DeliveryMedium: CODE_DELIVERY_DELIVERY_MEDIUM as 'SMS' | 'EMAIL',
      Destination: rest['CODE_DELIVERY_DESTINATION'] ?? '',
    },
  });

/** SMS_MFA and SMS_OTP. */
export const readSmsCode: ReadChallenge<'smsCode'> = (reply, exchange) => ({
  step: { name: 'smsCode', username: exchange.username, ...sentTo(reply) },
  answer: answerCode(reply, exchange),
});

/** EMAIL_OTP. */
export const readEmailCode: ReadChallenge<'emailCode'> = (reply, exchange) => ({
  step: { name: 'emailCode', username: exchange.username, ...sentTo(reply) },
  answer: answerCode(reply, exchange),
});
