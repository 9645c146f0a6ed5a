/** Lets one caller stop waiting for work that goes on for the others. */

/**
 * Adds a signal to a promise.
 * @returns A promise that settles as `promise` does, or rejects with the signal's reason once it aborts.
 */
export function abortable<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
