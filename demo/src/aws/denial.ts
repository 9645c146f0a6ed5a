/** Tells a refusal of AWS from every other failure, and gives it in AWS's own words. */

export interface Denial {
  code: string;
  message: string;
}

/** An AWS SDK error that says "not allowed": S3's AccessDenied, DynamoDB's AccessDeniedException. */
export function readDenial(error: unknown): Denial | undefined {
  if (!(error instanceof Error) || !error.name.startsWith('AccessDenied')) return undefined;
  return { code: error.name, message: error.message };
}

/** For TanStack Query: a refusal is an answer, so asking again changes nothing. */
export const retryUnlessRefused = (failures: number, error: unknown) =>
  readDenial(error) === undefined && failures < 2;
