/** Recognises a denial by AWS, which differs from every other failure, and reads its code and message. */

export interface Denial {
  code: string;
  message: string;
}

/** Returns the denial of an AWS SDK error: S3's AccessDenied or DynamoDB's AccessDeniedException. */
export function readDenial(error: unknown): Denial | undefined {
  if (!(error instanceof Error) || !error.name.startsWith('AccessDenied')) return undefined;
  return { code: error.name, message: error.message };
}

/** Decides for TanStack Query whether to retry. A denial is final, so a retry is useless. */
export const retryUnlessDenied = (failures: number, error: unknown) =>
  readDenial(error) === undefined && failures < 2;
