/**
 * NEW_PASSWORD_REQUIRED: the user must replace an administrator's temporary password.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html
 */
import { parseJson, parseObject } from '../../../lib/json.ts';
import { checkInput } from '../../../transport/check-input.ts';
import type { ReadChallenge } from '../sign-in-exchange.ts';

const PREFIX = 'userAttributes.';

export const readNewPasswordRequired: ReadChallenge<'newPassword'> = (reply, exchange) => {
  // The parameters are JSON in a string. Malformed parts are left out, since the password alone may be enough.
  const { requiredAttributes, userAttributes } = reply.ChallengeParameters ?? {};
  const required = [parseJson(requiredAttributes)].flat();
  return {
    step: {
      name: 'newPassword',
      username: exchange.username,
      requiredAttributes: required.flatMap((name) =>
        typeof name === 'string' ? name.replace(PREFIX, '') : [],
      ),
      attributes: (parseObject(userAttributes) ?? {}) as Record<string, string>,
    },
    async answer({ newPassword, attributes = {} }, signal) {
      checkInput({ newPassword });
      const responses: Record<string, string> = { NEW_PASSWORD: newPassword };
      for (const [name, value] of Object.entries(attributes)) responses[PREFIX + name] = value;
      return exchange.proceed(await exchange.respond(reply, responses, signal), signal);
    },
  };
};
