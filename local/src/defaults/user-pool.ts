/** Default settings of user pools and clients, and the default users. */
import type { Client, UserPoolSettings } from '../user-pool/state.ts';
import { defaultPasswordPolicy } from '../user-pool/users/password-policy.ts';

const HOUR = 3600;

export const userPoolIdFor = (region: string, index = 0): string =>
  `${region}_Local${String(index + 1).padStart(4, '0')}`;
export const CLIENT_ID = '4localwebclient0for1browse';

/** A client for browsers, so without a secret. */
export const defaultClient: Omit<Client, 'id'> = {
  authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'],
  preventUserExistenceErrors: 'ENABLED',
  accessTokenValidity: HOUR,
  idTokenValidity: HOUR,
  refreshTokenValidity: 30 * 24 * HOUR,
  sessionValidity: 180,
  refreshTokenRotation: { status: 'DISABLED' },
};

export const defaultSettings: UserPoolSettings = {
  passwordPolicy: defaultPasswordPolicy,
  // AWS's default is 7. Users of a demo that runs for months should still be able to sign in.
  temporaryPasswordDays: 365,
  compromisedPasswords: 'ALLOW',
  requiredAttributes: ['email'],
  customAttributes: {},
  usernameAttributes: [],
  aliasAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  verifyBeforeUpdate: [],
  mfa: 'OPTIONAL',
  mfaMethods: ['SOFTWARE_TOKEN_MFA'],
  firstFactors: ['PASSWORD'],
  devices: { tracking: 'OFF', skipsMfa: false },
  // AWS's default is DISABLED, with which sessions cannot be listed. 20 is AWS's default once tracking is enabled.
  sessionTracking: { status: 'ENABLED', maxPerUser: 20 },
  unconfirmedWithWrongPassword: 'NotAuthorizedException',
};

/** The users of the default user pool. */
export const defaultUsers = [
  { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' },
  {
    username: 'grace',
    email: 'grace@example.com',
    password: 'Battery-staple-2',
    totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  { username: 'linus', email: 'linus@example.com', password: 'Temporary-pass-3', mustChangePassword: true },
] as const;
