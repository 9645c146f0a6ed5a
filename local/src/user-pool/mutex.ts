/**
 * One operation at a time: what is checked before an await still holds after it, as AWS's conditional writes see to.
 * A trigger runs out of turn, since the app's function may call the pool itself and would wait for its own end.
 */
export interface Turns {
  inTurn: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** Within `inTurn`, one at a time: lets others in while it runs, and goes on in turn afterwards. */
  outOfTurn: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** Runs as soon as nobody is in turn, before the next one begins: no operation is half done then, but for a trigger's. */
  between: <Result>(run: () => Result) => Promise<Result>;
}

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  const between: (() => void)[] = [];
  let status: 'free' | 'taken' = 'free';
  let next: () => void = () => {};
  /** Ends the turn of whoever has it. */
  function end(): void {
    status = 'free';
    for (const run of between.splice(0)) run();
    next();
  }

  async function begin(): Promise<void> {
    const before = last;
    let done = () => {};
    last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    status = 'taken';
    next = done;
  }

  return {
    async inTurn(run) {
      await begin();
      try {
        return await run();
      } finally {
        end();
      }
    },
    async outOfTurn(run) {
      end();
      try {
        return await run();
      } finally {
        await begin();
      }
    },
    between: (run) =>
      new Promise((resolve, reject) => {
        const attempt = () => {
          try {
            resolve(run());
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        if (status === 'free') attempt();
        else between.push(attempt);
      }),
  };
}
