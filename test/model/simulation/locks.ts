/** Web Locks of one browser, shared by its tabs. https://w3c.github.io/web-locks/ */
import type { Scheduler } from './scheduler.ts';

interface Request {
  tab: number;
  name: string;
  begin: () => void;
}

export interface LockBoard {
  /** `navigator.locks` of a tab. */
  of: (tab: number) => LockManager;
  /** Frees the locks of a closed tab. */
  drop: (tab: number) => void;
}

export function createLockBoard(scheduler: Scheduler, policy: 'one' | 'all' = 'one'): LockBoard {
  let granted: Request[] = [];
  let waiting: Request[] = [];

  const grant = () => {
    for (const request of Array.from(waiting)) {
      if (policy === 'one' && granted.some(({ name }) => name === request.name)) continue;
      waiting.splice(waiting.indexOf(request), 1);
      granted.push(request);
      const { tab, name, begin } = request;
      scheduler.add({ kind: 'local', tab, label: `tab ${tab} is granted ${name}`, run: begin });
    }
  };
  const release = (request: Request) => {
    granted = granted.filter((one) => one !== request);
    waiting = waiting.filter((one) => one !== request);
    grant();
  };

  return {
    of: (tab) => ({
      request(name: string, ...rest: readonly unknown[]) {
        const work = rest.at(-1) as () => Promise<unknown>;
        const { signal, ...other } = (rest.length > 1 ? rest[0] : {}) as LockOptions;
        if (Object.keys(other).length > 0)
          throw new Error(
            `The model's locks do not support these options: ${Object.keys(other).join(', ')}.`,
          );
        return new Promise<never>((resolve, reject) => {
          signal?.throwIfAborted();
          let state: 'waiting' | 'begun' | 'over' = 'waiting';
          const abort = () => {
            if (state !== 'waiting') return;
            state = 'over';
            release(request);
            reject(signal?.reason as Error);
          };
          const begin = async () => {
            if (state !== 'waiting') return;
            state = 'begun';
            try {
              resolve((await work()) as never);
            } catch (error) {
              reject(error);
            } finally {
              release(request);
            }
          };
          // The work is not awaited, because it may last as long as the tab.
          const request: Request = { tab, name, begin: () => void begin() };
          signal?.addEventListener('abort', abort, { once: true });
          waiting.push(request);
          grant();
        });
      },
      query: () => Promise.reject(new Error('The model does not support locks.query.')),
    }),
    drop(tab) {
      granted = granted.filter((one) => one.tab !== tab);
      waiting = waiting.filter((one) => one.tab !== tab);
      grant();
    },
  };
}
