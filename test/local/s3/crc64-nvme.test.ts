/**
 * CRC-64/NVME agrees with the catalogue's check value, with AWS's published vectors and with AWS's own
 * implementation.
 */
import { Crc64NvmeJs } from '@aws-sdk/checksums/crc';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHex, utf8 } from '../../../local/src/lib/bytes.ts';
import { crc64Nvme } from '../../../local/src/s3/crc64-nvme.ts';

it.each<[string, Uint8Array, string]>([
  ['the text 123456789', utf8('123456789'), 'ae8b14860a799888'],
  ['no bytes', new Uint8Array(), '0000000000000000'],
  ['32 zeros', new Uint8Array(32), 'cf3473434d4ecf3b'],
  ['32 times 255', new Uint8Array(32).fill(255), 'a0a06974c34d63c4'],
  ['0 to 31', Uint8Array.from({ length: 32 }, (_, index) => index), 'b9d9d4a8492cbd7f'],
])('the checksum of %s is the published one', (_, bytes, sum) => {
  expect(toHex(crc64Nvme(bytes))).toBe(sum);
});

it('the checksum of any bytes equals that of the AWS SDK', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const sdk = new Crc64NvmeJs();
      sdk.update(bytes);
      expect(toHex(crc64Nvme(bytes))).toBe(toHex(await sdk.digest()));
    }),
  );
});
