/** The operations of administrators, which need a signed request. */
import type { Operation } from '../../context.ts';
import { adminDeleteUserAttributes, adminUpdateUserAttributes } from './attributes.ts';
import { adminConfirmSignUp } from './confirm-sign-up.ts';
import { adminCreateUser } from './create-user.ts';
import { adminDeleteUser, adminUserGlobalSignOut } from './sign-out-or-delete-user.ts';
import { adminGetUser } from './get-user.ts';
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  listUsersInGroup,
} from './group-members.ts';
import { createGroup, deleteGroup, getGroup, listGroups, updateGroup } from './groups.ts';
import { listUsers } from './list-users.ts';
import { adminSetUserMfaPreference } from './set-user-mfa-preference.ts';
import { adminResetUserPassword } from './reset-user-password.ts';
import { adminInitiateAuth, adminRespondToAuthChallenge } from './sign-in.ts';
import { adminSetUserPassword } from './set-user-password.ts';
import { adminDisableUser, adminEnableUser } from './enable-disable-user.ts';

export const adminOperations: Readonly<Record<string, Operation>> = {
  AdminAddUserToGroup: adminAddUserToGroup,
  AdminConfirmSignUp: adminConfirmSignUp,
  AdminCreateUser: adminCreateUser,
  AdminDeleteUser: adminDeleteUser,
  AdminDeleteUserAttributes: adminDeleteUserAttributes,
  AdminDisableUser: adminDisableUser,
  AdminEnableUser: adminEnableUser,
  AdminGetUser: adminGetUser,
  AdminInitiateAuth: adminInitiateAuth,
  AdminListGroupsForUser: adminListGroupsForUser,
  AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
  AdminResetUserPassword: adminResetUserPassword,
  AdminRespondToAuthChallenge: adminRespondToAuthChallenge,
  AdminSetUserMFAPreference: adminSetUserMfaPreference,
  AdminSetUserPassword: adminSetUserPassword,
  AdminUpdateUserAttributes: adminUpdateUserAttributes,
  AdminUserGlobalSignOut: adminUserGlobalSignOut,
  CreateGroup: createGroup,
  DeleteGroup: deleteGroup,
  GetGroup: getGroup,
  ListGroups: listGroups,
  ListUsers: listUsers,
  ListUsersInGroup: listUsersInGroup,
  UpdateGroup: updateGroup,
};
