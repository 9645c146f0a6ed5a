/**
 * Creates a queue that runs one piece of work after the other.
 * @returns A function that enqueues work and settles as the work does. A failure does not stop the queue.
 */
export function createSerialQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}
