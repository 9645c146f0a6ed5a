/** Reads a request's body, up to a limit, and tells apart why there is none. */
import { type Bytes, concat } from './bytes.ts';

export type BodyReading =
  | { bytes: Bytes }
  /** `cutShort`: the client went away while it was sending. */
  | { failure: 'tooLarge' | 'cutShort' };

/** Nothing more is read of a body that is too large; it is not cancelled, so that the answer still gets through. */
export const readBody = async (request: Request, limit = Number.POSITIVE_INFINITY): Promise<BodyReading> => {
  if (Number(request.headers.get('content-length')) > limit) return { failure: 'tooLarge' };
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      chunks.push(part.value);
      length += part.value.length;
      if (length > limit) return { failure: 'tooLarge' };
    }
  } catch {
    return { failure: 'cutShort' };
  } finally {
    reader?.releaseLock();
  }
  return { bytes: concat(...chunks) };
};
