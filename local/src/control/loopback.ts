/**
 * Whether a host name means this machine. Prevents DNS rebinding, in which another page's host name resolves to
 * 127.0.0.1.
 */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    name === '::1' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
}

/** Whether a `Host` header or an `Origin` is a loopback address. */
export function isLoopbackHost(host: string): boolean {
  try {
    return isLoopback(new URL(host.includes('://') ? host : `http://${host}`).hostname);
  } catch {
    return false;
  }
}
