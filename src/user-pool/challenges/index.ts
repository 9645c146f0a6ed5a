/** The challenges that a person answers, by their names on the wire. */
import { newPasswordRequired } from './new-password-required.ts';
import { softwareTokenMfa } from './software-token-mfa.ts';

export const challenges = {
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
};

/** Own names only: `constructor` is none. */
export const isAsked = (name: string): name is keyof typeof challenges => Object.hasOwn(challenges, name);
