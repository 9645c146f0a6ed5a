/** The two default roles, for guests and for users, with policies for all buckets and tables of the config. */
import type { IamState, Role } from '../iam/state.ts';
import { identityPoolId } from './identity-pool.ts';
import { bucketName, galleryTable, guestRoleName, notesTable, roleArn, userRoleName } from './names.ts';
import { ownObjectsIn, ownRowsOf, publicObjectsIn, publicRows, trustOf } from './policies.ts';

export interface Surroundings {
  region: string;
  /** Ids of the identity pools whose guests and users may assume the roles. */
  trusted: readonly string[];
  /** `allowed` when the identity pools use principal tags, which a trust policy must allow. */
  tags: 'allowed' | 'none';
  buckets: readonly string[];
  tables: readonly string[];
}

export function defaultRoles({ region, trusted, tags, buckets, tables }: Surroundings): Role[] {
  const own = tables.filter((name) => name !== galleryTable);
  const everybody = [
    ...(buckets.length > 0 ? [{ name: 'public-objects', document: publicObjectsIn(buckets) }] : []),
    ...(tables.includes(galleryTable) ? [{ name: 'gallery-rows', document: publicRows(region) }] : []),
  ];
  return [
    {
      name: guestRoleName,
      arn: roleArn(guestRoleName),
      id: 'AROAGUESTLOCALAWS22',
      trustPolicy: trustOf(trusted, 'unauthenticated', tags),
      policies: everybody,
    },
    {
      name: userRoleName,
      arn: roleArn(userRoleName),
      id: 'AROAUSERSLOCALAWS22',
      trustPolicy: trustOf(trusted, 'authenticated', tags),
      policies: [
        ...everybody,
        ...(buckets.length > 0 ? [{ name: 'own-objects', document: ownObjectsIn(buckets) }] : []),
        ...(own.length > 0 ? [{ name: 'own-rows', document: ownRowsOf(region, own) }] : []),
      ],
    },
  ];
}

/** The roles of the default set-up. */
export const defaultIam = (region: string): IamState => ({
  roles: Object.fromEntries(
    defaultRoles({
      region,
      trusted: [identityPoolId(region)],
      tags: 'none',
      buckets: [bucketName],
      tables: [notesTable, galleryTable],
    }).map((role) => [role.arn, role]),
  ),
});
