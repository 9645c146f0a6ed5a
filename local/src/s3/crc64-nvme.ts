/**
 * CRC-64/NVME, which S3 computes for objects uploaded without a checksum. Bits are reflected (lowest first).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 * https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme
 */
import type { Bytes } from '../lib/bytes.ts';

const polynomial = 0x9a6c9329ac4bc9b5n;

/**
 * Lookup tables for each byte, with the upper and lower half of the register apart: numbers are some twenty times
 * as fast as bigints.
 */
const makeTable = (): { high: Uint32Array; low: Uint32Array } => {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let register = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) register = (register >> 1n) ^ (register & 1n ? polynomial : 0n);
    high[byte] = Number(register >> 32n);
    low[byte] = Number(register & 0xffffffffn);
  }
  return { high, low };
};

/** Returns eight bytes, most significant first. */
export const crc64Nvme = (bytes: Uint8Array): Bytes => {
  const table = makeTable();
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (table.low[index] ?? 0);
    high = (high >>> 8) ^ (table.high[index] ?? 0);
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, ~high >>> 0);
  view.setUint32(4, ~low >>> 0);
  return new Uint8Array(view.buffer);
};
