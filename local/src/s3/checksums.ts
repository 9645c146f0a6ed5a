/**
 * Checksums that clients send with a body: verified, stored and returned with the object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
import { crc32 } from '@aws-crypto/crc32';
import { crc32c } from '@aws-crypto/crc32c';
import { type Bytes, concat, fromBase64, toBase64 } from '../lib/bytes.ts';
import { sha256 } from '../lib/digest.ts';
import { crc64Nvme } from './crc64-nvme.ts';
import { s3Error } from './errors.ts';

export type ChecksumAlgorithm = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

export interface Checksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; `…-N` for an object of N parts. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** Four bytes, most significant first. */
const bigEndian = (sum: number): Bytes => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, sum);
  return new Uint8Array(view.buffer);
};

const algorithms: Record<ChecksumAlgorithm, (bytes: Bytes) => Bytes | Promise<Bytes>> = {
  crc32: (bytes) => bigEndian(crc32(bytes)),
  crc32c: (bytes) => bigEndian(crc32c(bytes)),
  crc64nvme: crc64Nvme,
  sha1: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)),
  sha256,
};

const prefix = 'x-amz-checksum-';
/** Headers with the same prefix that are not checksums. */
const others = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type']);

const isKnown = (name: string): name is ChecksumAlgorithm => Object.hasOwn(algorithms, name);

/**
 * Verifies the checksum in headers or trailers. Returns undefined when there is none. Throws ServiceError
 * BadDigest or NotImplemented.
 */
export const verifyChecksum = async (
  bytes: Bytes,
  headers: Headers,
  trailers: Readonly<Record<string, string>>,
): Promise<Checksum | undefined> => {
  const checksums = [...headers, ...Object.entries(trailers)].filter(
    ([name]) => name.startsWith(prefix) && !others.has(name),
  );
  let checksum: Checksum | undefined;
  for (const [name, value] of checksums) {
    const algorithm = name.slice(prefix.length);
    if (!isKnown(algorithm)) {
      throw s3Error(
        'NotImplemented',
        `The local S3 cannot verify ${name}; send crc32, crc32c, crc64nvme, sha1 or sha256.`,
      );
    }
    if (toBase64(await algorithms[algorithm](bytes)) !== value) {
      throw s3Error(
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    checksum = { algorithm, value, type: 'FULL_OBJECT' };
  }
  return checksum;
};

/**
 * Computes the checksum of a multipart object: over the checksums of its parts, or for CRC64NVME over the whole
 * object. Returns undefined unless every part has a checksum of the same kind.
 */
export const compositeChecksum = async (
  parts: readonly (Checksum | undefined)[],
  whole: () => Bytes,
): Promise<Checksum | undefined> => {
  const algorithm = parts[0]?.algorithm;
  const values = parts.map((part) =>
    part?.algorithm === algorithm ? fromBase64(part?.value ?? '') : undefined,
  );
  if (algorithm === undefined || !values.every((value) => value !== undefined)) return undefined;
  if (algorithm === 'crc64nvme') {
    return { algorithm, value: toBase64(crc64Nvme(whole())), type: 'FULL_OBJECT' };
  }
  const value = `${toBase64(await algorithms[algorithm](concat(...values)))}-${parts.length}`;
  return { algorithm, value, type: 'COMPOSITE' };
};

export const checksumHeaders = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [prefix + checksum.algorithm]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};
