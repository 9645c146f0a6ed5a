/** Who lives in the stories' user pool: one person for each way that a sign-in can go. */
import type { LocalUser } from 'cognito-kit-local';

export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
/** Has an authenticator app. */
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
/** Was given a temporary password. */
export const linus = {
  username: 'linus',
  email: 'linus@example.com',
  password: 'Temporary-pass-3',
  mustChangePassword: true,
};
/** Signed up and never confirmed. */
export const margaret = {
  username: 'margaret',
  email: 'margaret@example.com',
  password: 'Apollo-guidance-4',
  confirmed: false,
};
/** Gets codes by e-mail as a second factor. */
export const katherine = {
  username: 'katherine',
  email: 'katherine@example.com',
  password: 'Orbital-path-5',
  mfa: ['EMAIL_OTP'],
} as const;
/** Gets codes by text message. */
export const annie = {
  username: 'annie',
  email: 'annie@example.com',
  phone: '+15555550123',
  password: 'Centaur-rocket-6',
  mfa: ['SMS_MFA'],
} as const;
/** Has three second factors and prefers none. */
export const joan = {
  username: 'joan',
  email: 'joan@example.com',
  phone: '+15555550124',
  password: 'Bombe-machine-7',
  totp: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  mfa: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
} as const;
/** An administrator has asked for a new password. */
export const radia = { username: 'radia', email: 'radia@example.com', password: 'Spanning-tree-8' };
/** An administrator has shut the account. */
export const karen = {
  username: 'karen',
  email: 'karen@example.com',
  password: 'Sparse-terms-9',
  enabled: false,
};
/** Uses a password that everybody knows. */
export const kevin = { username: 'kevin', email: 'kevin@example.com', password: 'Password123!' };
/** Has no address that a code could be sent to. */
export const mary = { username: 'mary', email: 'mary@example.com', password: 'Flight-test-10' };

export const cast: readonly LocalUser[] = [
  ada,
  grace,
  linus,
  margaret,
  katherine,
  annie,
  joan,
  radia,
  karen,
  kevin,
  mary,
];
