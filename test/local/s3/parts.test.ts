/** Checksums, key order and the default pictures of S3 agree with independent implementations. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { galleryPictures, galleryRows } from '../../../local/src/defaults/gallery.ts';
import { toBase64, utf8 } from '../../../local/src/lib/bytes.ts';
import { crc64Nvme } from '../../../local/src/s3/crc64-nvme.ts';
import { compositeChecksum, verifyChecksum } from '../../../local/src/s3/checksums.ts';
import { compareKeys } from '../../../local/src/s3/key-order.ts';

describe('checksums', () => {
  const verify = (name: string, value: string, text = '123456789') =>
    verifyChecksum(utf8(text), new Headers({ [`x-amz-checksum-${name}`]: value }), {});

  it.each([
    ['crc32', 'y/Q5Jg=='],
    ['crc32c', '4waSgw=='],
    ['crc64nvme', 'rosUhgp5mIg='],
    ['sha1', createHash('sha1').update('123456789').digest('base64')],
    ['sha256', createHash('sha256').update('123456789').digest('base64')],
  ])('a %s checksum is verified and stored', async (algorithm, value) => {
    expect(await verify(algorithm, value)).toEqual({ algorithm, value, type: 'FULL_OBJECT' });
    await expect(verify(algorithm, value, '12345678')).rejects.toMatchObject({ code: 'BadDigest' });
  });

  it('an unsupported checksum is refused; a request without a checksum has none', async () => {
    await expect(verify('xxhash64', 'AAAAAAAAAAA=')).rejects.toMatchObject({ code: 'NotImplemented' });
    expect(
      await verifyChecksum(utf8('x'), new Headers({ 'x-amz-checksum-mode': 'ENABLED' }), {}),
    ).toBeUndefined();
  });

  it('the checksums of parts combine into a composite checksum', async () => {
    const part = (text: string) => verify('crc32', toBase64(crcOf(utf8(text))), text);
    const [one, two] = [await part('one'), await part('two')];
    const joined = toBase64(crcOf(new Uint8Array([...crcOf(utf8('one')), ...crcOf(utf8('two'))])));
    const whole = () => utf8('onetwo');
    expect(await compositeChecksum([one, two], whole)).toEqual({
      algorithm: 'crc32',
      value: `${joined}-2`,
      type: 'COMPOSITE',
    });
    expect(await compositeChecksum([one, undefined], whole)).toBeUndefined();
  });

  it('CRC64NVME has no composite checksum: the parts get that of the whole object', async () => {
    const whole = utf8('onetwo');
    const part = { algorithm: 'crc64nvme', value: 'AAAAAAAAAAA=', type: 'FULL_OBJECT' } as const;
    expect(await compositeChecksum([part, part], () => whole)).toEqual({
      algorithm: 'crc64nvme',
      value: toBase64(crc64Nvme(whole)),
      type: 'FULL_OBJECT',
    });
  });
});

/** Computes a CRC-32 with zlib. */
function crcOf(data: Uint8Array): Uint8Array {
  const result = Buffer.alloc(4);
  result.writeUInt32BE(crc32(data));
  return new Uint8Array(result);
}

describe('the order of keys', () => {
  it('keys are ordered by their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary' }).filter((one) => !/[\ud800-\udfff]/u.test(one));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the gallery', () => {
  it('the gallery has six small pictures and one row for each', () => {
    const pictures = galleryPictures();
    expect(pictures).toHaveLength(6);
    for (const { key, svg } of pictures) {
      expect(key).toMatch(/^public\/gallery\/[a-z-]+\.svg$/);
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 600 400".*<\/svg>$/);
      expect(utf8(svg).length).toBeLessThan(4000);
      expect(svg).not.toMatch(/NaN|undefined/);
    }
    expect(galleryRows().map((row) => row['key'])).toEqual(pictures.map(({ key }) => ({ S: key })));
  });
});
