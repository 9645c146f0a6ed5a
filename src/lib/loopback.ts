/** Tells this machine's own addresses. https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */

/** A host name as `URL` gives it: lower case, IPv6 in brackets. */
export const isLoopback = (hostname: string): boolean =>
  /^((.+\.)?localhost|\[::1\]|127(\.\d+){3})$/.test(hostname);
