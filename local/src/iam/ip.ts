/** Checks whether an IP address is in a network, both written as text. https://www.rfc-editor.org/rfc/rfc4632 */

const version4 = (text: string): number[] | undefined => {
  const parts = text.split('.');
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return parts.length === 4 && bytes.every((byte) => byte < 256) ? bytes : undefined;
};

const words = (text: string): number[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))
    ? parts.flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
    : undefined;
};

const version6 = (text: string): number[] | undefined => {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(words);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  if (!tail) return head.length === 16 ? head : undefined;
  const gap = 16 - head.length - tail.length;
  return gap > 0 ? [...head, ...Array.from({ length: gap }, () => 0), ...tail] : undefined;
};

const bytesOf = (text: string) => (text.includes(':') ? version6(text) : version4(text));

/** The network is `203.0.113.0/24`, `2001:db8::/32`, or a single address. */
export const inNetwork = (address: string, network: string): boolean => {
  const [base = '', length] = network.split('/');
  const [from, target] = [bytesOf(base), bytesOf(address)];
  if (!from || !target || from.length !== target.length) return false;
  const bits = length === undefined ? from.length * 8 : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (bits < 0 || bits > from.length * 8) return false;
  return from.every((byte, index) => {
    const prefixBits = Math.min(Math.max(bits - index * 8, 0), 8);
    const mask = (0xff << (8 - prefixBits)) & 0xff;
    return (byte & mask) === ((target[index] ?? 0) & mask);
  });
};
