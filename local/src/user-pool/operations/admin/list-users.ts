/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
import { peek } from '../../../lib/watched.ts';
import type { Operation } from '../../context.ts';
import { invalidParameter, readTexts } from '../../input.ts';
import { readInteger, readTextList } from '../../input-types.ts';
import { schemaOf } from '../../users/schema.ts';
import { userKey } from '../../users/users.ts';
import { pageOf } from './pages.ts';
import { poolOf } from './pool-and-user.ts';
import { userFilter } from './user-filter.ts';
import { userType } from './user-description.ts';

const MOST = 60;

/** AWS refuses a page on which some user has none of an attribute that was asked for; here that user is shown without. */
export const listUsers: Operation = async (context, input) => {
  const pool = poolOf(context, input);
  const { Filter, PaginationToken } = readTexts(input, {
    Filter: { optional: true, max: 256 },
    PaginationToken: { optional: true, min: 1, pattern: /^[\S]+$/ },
  });
  const limit = readInteger(input, 'Limit', { min: 0, max: MOST }) || MOST;
  const attributes = readTextList(input, 'AttributesToGet');
  for (const name of attributes ?? []) {
    // (?) `sub` cannot be asked for by name, since it always comes along where all do.
    if (name === 'sub') throw invalidParameter('Input fails to satisfy the constraints.');
    schemaOf(pool, name);
  }
  const found = Object.values(peek(pool.users)).filter(userFilter(Filter));
  const { items, next } = pageOf(found, ({ username }) => userKey(username), {
    limit,
    token: PaginationToken,
  });
  return {
    Users: items.map((user) => userType(user, attributes)),
    ...(next !== undefined && { PaginationToken: next }),
  };
};
