/** Parts of an error beside code and message, for wire formats that have a place for them, such as S3's XML. */
export interface ErrorExtras {
  /** Elements of the XML document. */
  details?: Readonly<Record<string, string | number>>;
  /** Headers of the answer. */
  headers?: Readonly<Record<string, string>>;
}

/**
 * The error that every service answers with, each in its own wire format. `answerErrors` turns any other exception
 * into the service's internal error.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The error's name on the wire, such as `NotAuthorizedException`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly extras: ErrorExtras;

  constructor(code: string, message: string, status = 400, extras: ErrorExtras = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.extras = extras;
  }
}
