/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
import { peek } from '../../../lib/watched.ts';
import type { Operation } from '../../context.ts';
import { invalidParameter, readTexts } from '../../input.ts';
import { readTextList } from '../../input-types.ts';
import { nextToken, pageOf, pageToken, readLimit } from '../../paging.ts';
import { schemaOf } from '../../users/schema.ts';
import { userKey } from '../../users/users.ts';
import { poolOf } from './pool-and-user.ts';
import { userType } from './user-description.ts';
import { userFilter } from './user-filter.ts';

const MAX_PER_PAGE = 60;

/**
 * Lists users. AWS refuses a page on which a user lacks an attribute of AttributesToGet; this service lists that user
 * without the attribute.
 */
export const listUsers: Operation = async (context, input) => {
  const pool = poolOf(context, input);
  const { Filter, PaginationToken } = readTexts(input, {
    Filter: { optional: true, max: 256 },
    PaginationToken: pageToken,
  });
  const limit = readLimit(input, 'Limit', MAX_PER_PAGE);
  const attributes = readTextList(input, 'AttributesToGet');
  for (const name of attributes ?? []) {
    // Assumption: AWS refuses `sub` in AttributesToGet, since a list without AttributesToGet always contains it.
    if (name === 'sub') throw invalidParameter('Input fails to satisfy the constraints.');
    schemaOf(pool, name);
  }
  const matches = Object.values(peek(pool.users)).filter(userFilter(Filter));
  const page = pageOf(matches, ({ username }) => userKey(username), { limit, token: PaginationToken });
  return {
    Users: page.items.map((user) => userType(user, attributes)),
    ...nextToken('PaginationToken', page),
  };
};
