/** Refuses what the service could only refuse, before anything is sent. Never trims, never cuts. */
import { CognitoError } from '../errors.ts';

/** The service takes no password, name or code that is longer. */
const MAX_LENGTH = 256;

/**
 * Checks the named values of an answer.
 * @throws {CognitoError} `InputInvalid` with the `field` at fault; the value itself is not in the error
 */
export function checkInput(values: Readonly<Record<string, string | undefined>>): void {
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const wrong =
      value === ''
        ? 'is empty'
        : value.includes('\0')
          ? 'contains a NUL character'
          : value.length > MAX_LENGTH
            ? `is longer than ${MAX_LENGTH} characters`
            : undefined;
    if (wrong) {
      throw new CognitoError({
        kind: 'input',
        code: 'InputInvalid',
        field,
        message: `The ${field} ${wrong}, which the user pool would refuse, so nothing was sent. Ask for another.`,
      });
    }
  }
}
