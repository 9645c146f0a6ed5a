/** The example users of all tests and stories: one for each state that a sign-in can begin in. */
import type { LocalUser } from 'cognito-kit-local';

/** The secret of the authenticator apps. */
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Has a password only. */
export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
/** Has a password only, as ada; for tests with two users. */
export const bea = { username: 'bea', email: 'bea@example.com', password: 'Correct-horse-2' };
/** Has an authenticator app. */
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: TOTP_SECRET,
};
/** Has a temporary password. */
export const linus = {
  username: 'linus',
  email: 'linus@example.com',
  password: 'Temporary-pass-3',
  mustChangePassword: true,
};
/** Has signed up without confirming it. */
export const margaret = {
  username: 'margaret',
  email: 'margaret@example.com',
  password: 'Apollo-guidance-4',
  confirmed: false,
};
/** Gets codes by email as a second factor. */
export const katherine = {
  username: 'katherine',
  email: 'katherine@example.com',
  password: 'Orbital-path-5',
  mfa: ['EMAIL_OTP'],
} as const;
/** Gets codes by text message as a second factor. */
export const annie = {
  username: 'annie',
  email: 'annie@example.com',
  phone: '+15555550123',
  password: 'Centaur-rocket-6',
  mfa: ['SMS_MFA'],
} as const;
/** Has three MFA methods. In the stories' pool none of them is preferred. */
export const joan = {
  username: 'joan',
  email: 'joan@example.com',
  phone: '+15555550124',
  password: 'Bombe-machine-7',
  totp: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU',
  mfa: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
} as const;

/** Must reset the password, because an administrator demanded it. Only the stories arrange that. */
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
/** Has no email or phone number for codes. Only the stories arrange that. */
export const mary = { username: 'mary', email: 'mary@example.com', password: 'Flight-test-10' };

/** The users of the stories' pool. */
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

/** Returns a user with ada's password, as several users of one test have. */
export const userNamed = <More extends Partial<LocalUser>>(username: string, more?: More) => ({
  username,
  email: `${username}@example.com`,
  password: ada.password,
  ...(more as More),
});

/** Returns the answers to a sign-in with the password. */
export const credentialsOf = ({ username, password }: { username: string; password: string }) => ({
  username,
  password,
});
