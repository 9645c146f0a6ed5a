/** Steps that a user takes on the screen: finding fields and buttons, typing a user name, signing in. */
import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

/** Milliseconds: the local AWS computes real SRP and signatures, which takes longer than the default of one second. */
export const longWait = { timeout: 3000 };

export const heading = (name: RegExp) => screen.findByRole('heading', { name }, longWait);
export const field = (label: RegExp) =>
  screen.findByLabelText<HTMLInputElement>(label, { selector: 'input' }, longWait);
export const button = (name: RegExp) => screen.getByRole('button', { name });

export async function submitUsername(user: UserEvent, username: string) {
  const input = await field(/username or email/i);
  // The kit fills in no remembered name after the first key.
  await user.type(input, '.');
  await user.clear(input);
  await user.type(input, username);
  await user.click(button(/continue/i));
}

/** Submits the user name and waits for the password's step. */
export async function enterUsername(user: UserEvent, username: string) {
  await submitUsername(user, username);
  await heading(/enter your password/i);
}

export async function signIn(user: UserEvent, account: { username: string; password: string }) {
  await enterUsername(user, account.username);
  await user.type(await field(/^password/i), account.password);
  await user.click(button(/^sign in$/i));
}
