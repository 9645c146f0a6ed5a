/** The two roles of the default set-up. */
import type { IamState, Role } from '../iam/state.ts';
import { identityPoolId } from './identity-pool.ts';
import { guestRoleName, roleArn, userRoleName } from './names.ts';
import { publicRows, ownObjects, ownRows, publicObjects, trustOf } from './policies.ts';

export const defaultIam = (region: string): IamState => {
  const guest: Role = {
    name: guestRoleName,
    arn: roleArn(guestRoleName),
    id: 'AROAGUESTLOCALAWS22',
    trustPolicy: trustOf(identityPoolId(region), 'unauthenticated'),
    policies: [
      { name: 'public-objects', document: publicObjects },
      { name: 'gallery-rows', document: publicRows(region) },
    ],
  };
  const user: Role = {
    name: userRoleName,
    arn: roleArn(userRoleName),
    id: 'AROAUSERSLOCALAWS22',
    trustPolicy: trustOf(identityPoolId(region), 'authenticated'),
    policies: [
      { name: 'public-objects', document: publicObjects },
      { name: 'gallery-rows', document: publicRows(region) },
      { name: 'own-objects', document: ownObjects },
      { name: 'own-rows', document: ownRows(region) },
    ],
  };
  return { roles: { [guest.arn]: guest, [user.arn]: user } };
};
