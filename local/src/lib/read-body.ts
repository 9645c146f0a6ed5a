/** Reads the body of a request up to a limit, and says why it cannot be read. */
import { type Bytes, concat } from './bytes.ts';

export type BodyReading =
  | { bytes: Bytes }
  /** `cutShort`: the client closed the connection before the body was complete. */
  | { failure: 'tooLarge' | 'cutShort' };

/**
 * Reads the whole body. Stops reading a body above the limit, but does not cancel it, so that the client still
 * receives the answer.
 */
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
