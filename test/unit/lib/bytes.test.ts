/** Proves that base64, hex and UTF-8 are read and written as Node does. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { concat, fromBase64, fromHex, toBase64, toHex, utf8 } from '../../../src/lib/bytes.ts';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

it('base64 and hex are written as Node writes them, and read back', () => {
  fc.assert(
    fc.property(bytes, (some) => {
      const buffer = Buffer.from(some);
      expect(toBase64(some)).toBe(buffer.toString('base64'));
      expect(toHex(some)).toBe(buffer.toString('hex'));
      for (const read of [fromBase64(toBase64(some)), fromHex(toHex(some))]) expect(read).toEqual(some);
      expect(fromBase64(buffer.toString('base64url'))).toEqual(some);
    }),
  );
});

it('concat joins its parts in their order', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), (parts) => {
      expect(Buffer.from(concat(...parts))).toEqual(Buffer.concat(parts));
    }),
  );
});

it('fromBase64 throws for a text that is no base64', () => {
  expect(() => fromBase64('***')).toThrow();
});

it('utf8 encodes a text as UTF-8', () => {
  expect(toHex(utf8('é🔑'))).toBe('c3a9f09f9491');
});
