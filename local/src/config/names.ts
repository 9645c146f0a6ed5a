/**
 * Names and ids of pools, clients and roles. Ids that the config leaves out are made from the position in the
 * list, so they are the same in every run.
 */
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

/** 26 letters and digits, like AWS's client ids. */
export const clientId = ({ id }: ClientSetup, index: number, poolIndex: number): string =>
  id ??
  (index === 0 && poolIndex === 0 ? CLIENT_ID : `4localpool${number(poolIndex)}client${number(index)}ck`);

export const identityPoolIdOf = ({ id }: IdentityPoolSetup, index: number, region: string): string => {
  const uuid = id ?? (index === 0 ? identityPoolUuid : `${identityPoolUuid.slice(0, -4)}${number(index)}`);
  return uuid.includes(':') ? uuid : `${region}:${uuid}`;
};

/** Returns the ARN of a role by its name or ARN. */
export const arnOfRole = (role: string): string => (role.startsWith('arn:') ? role : roleArn(role));

/** Applies the short forms. The result has at least one pool, and its first pool at least one client. */
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
