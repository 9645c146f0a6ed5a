import type { Platform } from '../platform/platform.ts';
import { ServiceError } from './service-error.ts';

/** The shape of every service of the local AWS: a function from a web `Request` to a web `Response`. */
export type Handler = (request: Request) => Promise<Response>;

export interface ErrorReplies {
  platform: Platform;
  /** The service's name in the terminal. */
  service: string;
  /** The wire name of an internal error, such as `InternalErrorException`. */
  internalCode: string;
  /** Writes an error in the service's wire format. */
  reply: (error: ServiceError) => Response;
}

/**
 * Makes a service answer its errors instead of rejecting. A `ServiceError` becomes the reply. Any other exception
 * is printed with its stack and answered as the service's internal error with status 500.
 */
export const answerErrors =
  (handler: Handler, { platform, service, internalCode, reply }: ErrorReplies): Handler =>
  async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof ServiceError) return reply(error);
      platform.print(
        `${service}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      const message = 'The local AWS failed on this request. Its terminal shows the error.';
      return reply(new ServiceError(internalCode, message, 500));
    }
  };
