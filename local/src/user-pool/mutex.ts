/**
 * A mutex that runs one operation at a time, so that a condition checked before an `await` still holds after it. AWS
 * reaches the same with conditional writes.
 */
export interface Mutex {
  /** Waits for the lock, runs `run`, and releases the lock even if `run` fails. Callers get the lock in call order. */
  runExclusive: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /**
   * Releases the lock while `run` runs, and waits for the lock afterwards. Only for use inside `runExclusive`. Triggers
   * run this way: the app's function may call the pool itself, and with the lock it would wait for its own end.
   */
  runUnlocked: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** Runs `run` synchronously as soon as the lock is free, before the next waiting operation gets it. */
  runWhenFree: <Result>(run: () => Result) => Promise<Result>;
}

export function createMutex(): Mutex {
  let last: Promise<void> = Promise.resolve();
  const whenFree: (() => void)[] = [];
  let status: 'free' | 'locked' = 'free';
  let startNext: () => void = () => {};

  function release(): void {
    status = 'free';
    for (const run of whenFree.splice(0)) run();
    startNext();
  }

  async function acquire(): Promise<void> {
    const previous = last;
    let done = () => {};
    last = new Promise((resolve) => {
      done = resolve;
    });
    await previous;
    status = 'locked';
    startNext = done;
  }

  return {
    async runExclusive(run) {
      await acquire();
      try {
        return await run();
      } finally {
        release();
      }
    },
    async runUnlocked(run) {
      release();
      try {
        return await run();
      } finally {
        await acquire();
      }
    },
    runWhenFree: (run) =>
      new Promise((resolve, reject) => {
        const attempt = () => {
          try {
            resolve(run());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        if (status === 'free') attempt();
        else whenFree.push(attempt);
      }),
  };
}
