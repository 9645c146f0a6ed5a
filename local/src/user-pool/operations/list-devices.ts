/**
 * Lists the remembered ones only.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 */
import type { Operation } from '../context.ts';
import { confirmedDevices, describeDevice } from '../devices/devices.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readInteger } from '../input-types.ts';
import { pageOf } from '../paging.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const MOST = 60;

export const listDevices: Operation = async (context, input) => {
  const { AccessToken, PaginationToken } = readTexts(input, {
    AccessToken: rules.accessToken,
    PaginationToken: { optional: true, min: 1, pattern: /^[\S]+$/ },
  });
  const limit = readInteger(input, 'Limit', { min: 0, max: MOST }) || MOST;
  const { user } = await readAccessToken(context, AccessToken);
  const devices = confirmedDevices(user).filter(({ remembered }) => remembered);
  const page = pageOf(devices, ({ key }) => key, limit, PaginationToken);
  if (!page) throw invalidParameter('Invalid pagination token.');
  return {
    Devices: page.items.map(describeDevice),
    ...(page.next !== undefined && { PaginationToken: page.next }),
  };
};
