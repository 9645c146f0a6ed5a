/** The users of the stories' pool, one for each course of a sign-in. */
import type { LocalUser } from 'cognito-kit-local';

export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
/** Has an authenticator app. */
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
/** Has a temporary password. */
export const linus = {
  username: 'linus',
  email: 'linus@example.com',
  password: 'Temporary-pass-3',
  mustChangePassword: true,
};
/** Signed up and has not confirmed the sign-up. */
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
/** Gets codes by SMS as a second factor. */
export const annie = {
  username: 'annie',
  email: 'annie@example.com',
  phone: '+15555550123',
  password: 'Centaur-rocket-6',
  mfa: ['SMS_MFA'],
} as const;
/** Has three MFA methods and prefers none. */
export const joan = {
  username: 'joan',
  email: 'joan@example.com',
  phone: '+15555550124',
  password: 'Bombe-machine-7',
  totp: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  mfa: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
} as const;
/** Must reset the password, as an administrator demanded. */
export const radia = { username: 'radia', email: 'radia@example.com', password: 'Spanning-tree-8' };
/** Has an account that an administrator disabled. */
export const karen = {
  username: 'karen',
  email: 'karen@example.com',
  password: 'Sparse-terms-9',
  enabled: false,
};
/** Has a password that is on lists of leaked passwords. */
export const kevin = { username: 'kevin', email: 'kevin@example.com', password: 'Password123!' };
/** Has no e-mail address or phone number for codes. */
export const mary = { username: 'mary', email: 'mary@example.com', password: 'Flight-test-10' };

export const users: readonly LocalUser[] = [
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
