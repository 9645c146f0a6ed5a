/** The users that the browser tests sign in, with their passwords. */

/** A user with a password only. */
export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };

/** A user with an authenticator app, too: `totp` is its secret. */
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
