/** A user as administrators are shown one. Times are seconds. */
import type { User } from '../../state.ts';
import { listAttributes } from '../../users/attributes.ts';

export const userDescription = (user: User) => ({
  Username: user.username,
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.updatedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** `UserType`; with some of the attributes only, where a list is given. */
export const userType = (user: User, attributes?: readonly string[]) => ({
  ...userDescription(user),
  Attributes: listAttributes(user).filter(({ Name }) => attributes?.includes(Name) ?? true),
});
