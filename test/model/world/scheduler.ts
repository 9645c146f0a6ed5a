/**
 * Everything that comes to a tab from outside waits here until it is let go: replies, storage, locks, events. One after
 * the other is, and what that sets off runs to its end before the next, so that the order of choices is the whole run.
 */
import { settle } from './crypto.ts';

/**
 * `request` and `reply` may take as long as the network likes. `local` is what a browser does within a second: storage,
 * locks, events.
 */
export type TaskKind = 'request' | 'reply' | 'local';

export interface Task {
  kind: TaskKind;
  /** Whom it comes to; nobody, if it goes on without any tab. */
  tab?: number | undefined;
  what: string;
  /** Tasks of the same line go in the order that they came in. */
  line?: string;
  /** What is in `fate` befell it on the way. */
  run: (fate: number) => unknown;
  /** What of it may still happen once the tab is gone: a write that had been handed over. */
  afterwards?: () => void;
}

export interface Scheduler {
  add: (task: Task) => void;
  /** Lets one go: the `pick`th of those that can. Says what it was; undefined when there is none. */
  step: (pick: number, fate: number, kind?: TaskKind) => Promise<string | undefined>;
  /** Lets all go that a browser does at once. */
  flush: () => Promise<void>;
  /** Takes back what would have come to that tab. */
  drop: (tab: number) => Task[];
  size: () => number;
}

/** @param stateOf nothing gets through to a frozen tab, and what would come to one that is gone is dropped */
export function createScheduler(stateOf: (tab: number) => 'open' | 'frozen' | 'gone'): Scheduler {
  let pending: Task[] = [];

  const ready = (kind?: TaskKind) => {
    const lines = new Set<string>();
    return pending.filter((task) => {
      if (task.line !== undefined) {
        if (lines.has(task.line)) return false;
        lines.add(task.line);
      }
      if (kind !== undefined && task.kind !== kind) return false;
      return task.tab === undefined || stateOf(task.tab) === 'open';
    });
  };
  const step = async (pick: number, fate: number, kind?: TaskKind) => {
    const tasks = ready(kind);
    const task = tasks[pick % tasks.length];
    if (!task) return undefined;
    pending.splice(pending.indexOf(task), 1);
    await task.run(fate);
    await settle();
    return task.what;
  };

  return {
    add(task) {
      if (task.tab === undefined || stateOf(task.tab) !== 'gone') pending.push(task);
    },
    step,
    async flush() {
      for (let count = 0; (await step(0, 0, 'local')) !== undefined; count++)
        if (count > 2000) throw new Error('the tabs do not come to rest: they wake each other without end');
    },
    drop(tab) {
      const dropped = pending.filter((task) => task.tab === tab);
      pending = pending.filter((task) => task.tab !== tab);
      return dropped;
    },
    size: () => pending.length,
  };
}
