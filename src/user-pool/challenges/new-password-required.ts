/** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
import { parseJson, parseObject } from '../../lib/json.ts';
import { checkInput } from '../check-input.ts';
import type { Challenge } from './challenge.ts';

const PREFIX = 'userAttributes.';

export const newPasswordRequired: Challenge<'newPassword'> = {
  // Both parameters are JSON in a string; what is not is left out, since the password alone may be enough.
  read({ requiredAttributes, userAttributes }, username) {
    const required = parseJson(requiredAttributes);
    return {
      name: 'newPassword',
      username,
      requiredAttributes: Array.isArray(required)
        ? required.map((name) => String(name).replace(PREFIX, ''))
        : [],
      attributes: mapEntries(parseObject(userAttributes), (name, value) => [name, String(value)]),
    };
  },
  respond({ newPassword, attributes }) {
    checkInput({ newPassword });
    return {
      NEW_PASSWORD: newPassword,
      ...mapEntries(attributes, (name, value) => [PREFIX + name, value]),
    };
  },
};

const mapEntries = <Value>(
  from: Readonly<Record<string, Value>> = {},
  change: (name: string, value: Value) => [string, string],
): Record<string, string> =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => change(name, value)));
