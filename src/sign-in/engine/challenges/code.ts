/** Challenges that a code answers: from an authenticator app, a text message or an e-mail. */
import type { AuthReply } from '../../../protocol/challenges.ts';
import { checkInput } from '../../../transport/check-input.ts';
import { readDelivery } from '../../../transport/code-delivery.ts';
import { hintAtClock } from '../clock-hint.ts';
import type { PendingSignIn, ReadChallenge, SignInExchange } from '../sign-in-exchange.ts';

const answerCode =
  (reply: AuthReply, exchange: SignInExchange) =>
  async ({ code }: { code: string }, signal?: AbortSignal): Promise<PendingSignIn> => {
    checkInput({ code });
    const next = await exchange.respond(reply, { [`${reply.ChallengeName}_CODE`]: code }, signal);
    return exchange.proceed(next, signal);
  };

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
