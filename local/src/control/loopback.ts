/** Whether an address means this machine, and nobody else's page under another name (DNS rebinding). */
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

/** Reads a `Host` header or an `Origin`. */
export function isLoopbackHost(host: string): boolean {
  try {
    return isLoopback(new URL(host.includes('://') ? host : `http://${host}`).hostname);
  } catch {
    return false;
  }
}
