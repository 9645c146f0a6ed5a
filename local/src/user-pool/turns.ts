/**
 * One operation at a time: what is checked before an await still holds after it, as AWS's conditional writes see to.
 * A trigger runs out of turn, since the app's function may call the pool itself and would wait for its own end.
 */
export interface Turns {
  inTurn: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** Within `inTurn`, one at a time: lets others in while it runs, and goes on in turn afterwards. */
  outOfTurn: <Result>(run: () => Promise<Result>) => Promise<Result>;
}

export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  /** Ends the turn of whoever has it. */
  let end: () => void = () => {};

  async function begin(): Promise<void> {
    const before = last;
    let done = () => {};
    last = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    end = done;
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
  };
}
