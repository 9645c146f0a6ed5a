/** Refuses input that Cognito would refuse, before anything is sent. Never trims or cuts it. */
import { CognitoError } from '../errors.ts';

/** Cognito accepts passwords, names and codes of 1 to 256 characters without a NUL. */
const ACCEPTED = /^[^\0]{1,256}$/;

/**
 * Checks the fields of an answer.
 * @param values Values by the name of their field; undefined values were left out and pass
 * @throws {CognitoError} `InputInvalid` with the first `field` that is wrong; the error does not contain the value
 */
export function checkInput(values: Readonly<Record<string, string | undefined>>): void {
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined || ACCEPTED.test(value)) continue;
    throw new CognitoError({
      kind: 'input',
      code: 'InputInvalid',
      field,
      message: `The ${field} is empty, over 256 characters or has a NUL in it, so nothing was sent. Ask for another.`,
    });
  }
}
