/**
 * The Filter of ListUsers: `attribute = "value"`, or `attribute ^= "prefix"`. Only some attributes can be searched.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api
 */
import { invalidParameter } from '../../input.ts';
import type { User } from '../../state.ts';

const attribute = (name: string) => (user: User) => user.attributes[name];
const lower = (text: string) => text.toLowerCase();

interface Field {
  of: (user: User) => string | undefined;
  /** Normalizes both values before they are compared. Default: no change. */
  fold?: (text: string) => string;
}

const fields: Readonly<Record<string, Field>> = {
  username: { of: ({ username }) => username },
  email: { of: attribute('email') },
  phone_number: { of: attribute('phone_number') },
  name: { of: attribute('name') },
  given_name: { of: attribute('given_name') },
  family_name: { of: attribute('family_name') },
  preferred_username: { of: attribute('preferred_username') },
  'cognito:user_status': { of: ({ status }) => status, fold: lower },
  status: { of: ({ enabled }) => (enabled ? 'Enabled' : 'Disabled') },
  sub: { of: ({ sub }) => sub },
};

const FILTER = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** Returns a predicate for users. An empty filter accepts all users. */
export function userFilter(filter: string | undefined): (user: User) => boolean {
  if (!filter?.trim()) return () => true;
  const [, name = '', comparison, quoted = ''] = FILTER.exec(filter) ?? [];
  if (!name) throw invalidParameter('Error while parsing filter.');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  // Assumption: AWS does not document this text.
  if (!field) throw invalidParameter(`Invalid search attribute: ${name}`);
  const { of, fold = (text) => text } = field;
  const wanted = fold(quoted.replace(/\\(.)/g, '$1'));
  return (user) => {
    const value = of(user);
    if (value === undefined) return false;
    return comparison === '=' ? fold(value) === wanted : fold(value).startsWith(wanted);
  };
}
