/** What a person does on the screen. */
import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { TOTP } from 'otpauth';

/** The local AWS does real arithmetic. */
export const patient = { timeout: 3000 };

export const heading = (name: RegExp) => screen.findByRole('heading', { name }, patient);
export const field = (label: RegExp) =>
  screen.findByLabelText<HTMLInputElement>(label, { selector: 'input' }, patient);
export const button = (name: RegExp) => screen.getByRole('button', { name });

export async function nameOneself(user: UserEvent, username: string) {
  const name = await field(/username or email/i);
  await user.click(name);
  await user.clear(name); // who was here last is filled in
  await user.type(name, username);
  await user.click(button(/continue/i));
  await heading(/enter your password/i);
}

export async function signIn(user: UserEvent, who: { username: string; password: string }) {
  await nameOneself(user, who.username);
  await user.type(await field(/^password/i), who.password);
  await user.click(button(/^sign in$/i));
}

/** What an authenticator app shows at a time, in milliseconds. */
export const codeFor = (secret: string, at: number) => new TOTP({ secret }).generate({ timestamp: at });

/** A code that is surely not the right one. */
export const wrong = (code: string) => code.replace(/[0-9]/g, (digit) => String((Number(digit) + 1) % 10));
