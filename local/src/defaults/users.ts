/** The people of the default set-up. */
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
