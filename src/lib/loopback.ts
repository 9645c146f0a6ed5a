/** Recognises the addresses of this machine. https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */

/**
 * Tests a host name.
 * @param hostname As `URL` has it: lower case, IPv6 in brackets.
 * @returns Whether it is this machine's own.
 */
export const isLoopback = (hostname: string): boolean =>
  /^((.+\.)?localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
