/** Challenges that are answered with a code: of an authenticator app, texted, or mailed. */
import type { AuthReply } from '../../../protocol/challenges.ts';
import { checkInput } from '../../../transport/check-input.ts';
import { hintAtClock } from '../otpauth.ts';
import { readDelivery } from '../../../transport/code-delivery.ts';
import type { Challenge } from './challenge.ts';

const answer: Challenge<'totp' | 'smsCode' | 'emailCode'>['answer'] = async (
  { code },
  { reply, dialogue, signal },
) => {
  checkInput({ code });
  const next = await dialogue.send(reply, { [`${reply.ChallengeName}_CODE`]: code }, signal);
  return dialogue.proceed(next, signal);
};

/** SOFTWARE_TOKEN_MFA. */
export const totp: Challenge<'totp'> = {
  read: ({ ChallengeParameters: { FRIENDLY_DEVICE_NAME: deviceName } = {} }, username) => ({
    name: 'totp',
    username,
    deviceName,
  }),
  answer: async (input, asked) => answer(input, asked).catch(hintAtClock),
};

const sentTo = ({ ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM, ...rest } = {} }: AuthReply) =>
  readDelivery({
    CodeDeliveryDetails: {
      DeliveryMedium: CODE_DELIVERY_DELIVERY_MEDIUM as 'SMS' | 'EMAIL',
      Destination: rest['CODE_DELIVERY_DESTINATION'] ?? '',
    },
  });

/** SMS_MFA and SMS_OTP. */
export const smsCode: Challenge<'smsCode'> = {
  read: (reply, username) => ({ name: 'smsCode', username, ...sentTo(reply) }),
  answer,
};

/** EMAIL_OTP. */
export const emailCode: Challenge<'emailCode'> = {
  read: (reply, username) => ({ name: 'emailCode', username, ...sentTo(reply) }),
  answer,
};
