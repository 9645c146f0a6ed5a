/** Lets many callers share one running piece of work: a hundred that ask at once cost one request. */

/** Runs `work`, or joins the run of the same key that is under way. Nothing is remembered once it has settled. */
export type SingleFlight<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

export function createSingleFlight<Result>(): SingleFlight<Result> {
  const running = new Map<string, Promise<Result>>();
  return (key, work) => {
    const joined = running.get(key);
    if (joined) return joined;
    // An async arrow, so that work which throws at once rejects like any other.
    const run = (async () => work())().finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}
