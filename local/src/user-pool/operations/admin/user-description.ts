/** Describes a user for administrators. Times are seconds since the epoch. */
import type { User } from '../../state.ts';
import { listAttributes } from '../../users/attributes.ts';

export const userDescription = (user: User) => ({
  Username: user.username,
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.updatedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/**
 * Returns a `UserType` of the API.
 * @param attributes names of the attributes to include; all by default
 */
export const userType = (user: User, attributes?: readonly string[]) => ({
  ...userDescription(user),
  Attributes: listAttributes(user).filter(({ Name }) => attributes?.includes(Name) ?? true),
});
