/** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
import { parseJson } from '../../lib/json.ts';
import { checkInput } from '../check-input.ts';
import type { Challenge } from './challenge.ts';

const PREFIX = 'userAttributes.';

export const newPasswordRequired: Challenge<'newPassword'> = {
  // Both parameters are JSON in a string; what is not is left out, since the password alone may be enough.
  read({ requiredAttributes, userAttributes }, username) {
    const required = (parseJson(requiredAttributes) ?? []) as string[];
    return {
      name: 'newPassword',
      username,
      requiredAttributes: required.map((name) => name.replace(PREFIX, '')),
      attributes: (parseJson(userAttributes) ?? {}) as Record<string, string>,
    };
  },
  respond({ newPassword, attributes = {} }) {
    checkInput({ newPassword });
    return {
      NEW_PASSWORD: newPassword,
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [PREFIX + name, value])),
    };
  },
};
