/** Lets concurrent callers share one run of some work: a hundred calls at once send one request. */

/** Runs `work`, or joins the unfinished run of the same key. A settled run is forgotten. */
export type SingleFlight<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Creates a single flight.
 * @returns A function that settles as the run that it started or joined does.
 */
export function createSingleFlight<Result>(): SingleFlight<Result> {
  const running = new Map<string, Promise<Result>>();
  return (key, work) => {
    const joined = running.get(key);
    if (joined) return joined;
    // The async arrow turns a synchronous throw into a rejection.
    const run = (async () => work())().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
