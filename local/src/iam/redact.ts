/**
 * Removes identity ids from a line of the terminal. A guest's identity id is a secret: it is all that a caller
 * needs to act as that guest.
 */
export const withoutIdentityIds = (text: string): string =>
  text.replace(/\b([a-z]{2}(?:-[a-z]+)+-\d):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '$1:<identity>');
