/** Names and ids of what a config describes: given, or made from its place, so that they are the same in every run. */
import { CLIENT_ID, userPoolIdFor } from '../defaults/user-pool.ts';
import { identityPoolUuid, roleArn } from '../defaults/names.ts';
import type { IdentityPoolSetup } from './identity-pool-setup.ts';
import type { LocalAwsSetup } from './config.ts';
import type { ClientSetup, UserPoolSetup } from './user-pool-setup.ts';

const DEFAULT_REGION = 'us-east-1';

export const regionOf = ({ region }: LocalAwsSetup): string => region ?? DEFAULT_REGION;

const number = (index: number) => String(index + 1).padStart(4, '0');

export const userPoolId = ({ id }: UserPoolSetup, index: number, region: string): string =>
  id ?? userPoolIdFor(region, index);

/** 26 letters and digits, as AWS's are. */
export const clientId = ({ id }: ClientSetup, index: number, poolIndex: number): string =>
  id ??
  (index === 0 && poolIndex === 0 ? CLIENT_ID : `4localpool${number(poolIndex)}client${number(index)}ck`);

export const identityPoolIdOf = ({ id }: IdentityPoolSetup, index: number, region: string): string => {
  const uuid = id ?? (index === 0 ? identityPoolUuid : `${identityPoolUuid.slice(0, -4)}${number(index)}`);
  return uuid.includes(':') ? uuid : `${region}:${uuid}`;
};

/** Of a role's name or ARN. */
export const arnOfRole = (role: string): string => (role.startsWith('arn:') ? role : roleArn(role));

/** The short forms put where they belong: there is always a first pool, with a first client. */
export function userPoolSetups({
  userPools = [{}],
  users,
  client,
  pool,
  triggers,
}: LocalAwsSetup): UserPoolSetup[] {
  const [first = {}, ...others] = userPools;
  const [firstClient = {}, ...otherClients] = first.clients ?? [];
  return [
    {
      ...first,
      ...pool,
      ...(users && { users }),
      ...(triggers && { triggers }),
      clients: [{ ...firstClient, ...client }, ...otherClients],
    },
    ...others.map((other) => ({ ...other, clients: other.clients ?? [{}] })),
  ];
}
