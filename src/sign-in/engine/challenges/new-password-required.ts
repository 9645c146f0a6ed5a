/** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
import { parseJson, parseObject } from '../../../lib/json.ts';
import { checkInput } from '../../../transport/check-input.ts';
import type { Challenge } from './challenge.ts';

const PREFIX = 'userAttributes.';

export const newPasswordRequired: Challenge<'newPassword'> = {
  // Both parameters are JSON in a string; what is not is left out, since the password alone may be enough.
  read({ ChallengeParameters: { requiredAttributes, userAttributes } = {} }, username) {
    const required = [parseJson(requiredAttributes)].flat();
    return {
      name: 'newPassword',
      username,
      requiredAttributes: required.flatMap((name) =>
        typeof name === 'string' ? name.replace(PREFIX, '') : [],
      ),
      attributes: (parseObject(userAttributes) ?? {}) as Record<string, string>,
    };
  },
  async answer({ newPassword, attributes = {} }, { reply, dialogue, signal }) {
    checkInput({ newPassword });
    const responses: Record<string, string> = { NEW_PASSWORD: newPassword };
    for (const [name, value] of Object.entries(attributes)) responses[PREFIX + name] = value;
    return dialogue.proceed(await dialogue.send(reply, responses, signal), signal);
  },
};
