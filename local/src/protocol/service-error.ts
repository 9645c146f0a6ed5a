/** An error that a JSON service answers with; anything else that is thrown becomes InternalErrorException. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The exception's name, such as `NotAuthorizedException`. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
