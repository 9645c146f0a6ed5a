/** NEW_PASSWORD_REQUIRED: an administrator's temporary password has to be replaced. */
import { checkInput } from '../check-input.ts';
import type { Challenge } from './challenge.ts';

const PREFIX = 'userAttributes.';

export const newPasswordRequired: Challenge<'newPassword'> = {
  read: ({ requiredAttributes, userAttributes }, username) => ({
    name: 'newPassword',
    username,
    requiredAttributes: names(parse(requiredAttributes)),
    attributes: Object.fromEntries(
      Object.entries(parse(userAttributes) ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '__proto__',
      ),
    ),
  }),
  respond({ newPassword, attributes = {} }) {
    checkInput({ newPassword });
    return {
      NEW_PASSWORD: newPassword,
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [PREFIX + name, value])),
    };
  },
};

const names = (list: object | undefined) =>
  Array.isArray(list)
    ? list.filter((name) => typeof name === 'string').map((name) => name.replace(PREFIX, ''))
    : [];

/** Both parameters are JSON in a string; what is not is left out, since the password alone may be enough. */
function parse(json: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
