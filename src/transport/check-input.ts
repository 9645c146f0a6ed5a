/** Refuses what the service could only refuse, before anything is sent. Never trims, never cuts. */
import { CognitoError } from '../errors.ts';

/** The service takes no password, name or code that is longer, empty, or has a NUL. */
const TAKEN = /^[^\0]{1,256}$/;

/**
 * Checks the named values of an answer; one that is undefined was left out.
 * @throws {CognitoError} `InputInvalid` with the `field` at fault; the value itself is not in the error
 */
export function checkInput(values: Readonly<Record<string, string | undefined>>): void {
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined || TAKEN.test(value)) continue;
    throw new CognitoError({
      kind: 'input',
      code: 'InputInvalid',
      field,
      message: `The ${field} is empty, over 256 characters or has a NUL in it, so nothing was sent. Ask for another.`,
    });
  }
}
