/**
 * Lists the devices that the user chose to remember.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html
 */
import type { Operation } from '../context.ts';
import { confirmedDevices, describeDevice } from '../devices/devices.ts';
import { readTexts, rules } from '../input.ts';
import { nextToken, pageOf, pageToken, readLimit } from '../paging.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const MAX_PER_PAGE = 60;

export const listDevices: Operation = async (context, input) => {
  const { AccessToken, PaginationToken } = readTexts(input, {
    AccessToken: rules.accessToken,
    PaginationToken: pageToken,
  });
  const limit = readLimit(input, 'Limit', MAX_PER_PAGE);
  const { user } = await readAccessToken(context, AccessToken);
  const devices = confirmedDevices(user).filter(({ remembered }) => remembered);
  const page = pageOf(devices, ({ key }) => key, { limit, token: PaginationToken, order: 'asListed' });
  return { Devices: page.items.map(describeDevice), ...nextToken('PaginationToken', page) };
};
