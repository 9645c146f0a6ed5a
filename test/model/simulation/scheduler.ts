/**
 * Queues every event that reaches a tab from outside: replies, storage, locks, events. One runs at a time, and all that it
 * causes ends before the next. So the order of choices determines the whole run.
 */
import { settle } from './crypto.ts';

/**
 * `request` and `reply` take as long as the network decides. `local` is work that a browser does within a second: storage,
 * locks, events.
 */
export type TaskKind = 'request' | 'reply' | 'local';

export interface Task {
  kind: TaskKind;
  /** The tab that it reaches. Undefined if it runs without a tab. */
  tab?: number | undefined;
  label: string;
  /** Tasks of the same line run in their order of arrival. */
  line?: string;
  /** Runs the task. `fate` is the index of a network fate. */
  run: (fate: number) => unknown;
  /** The part that may still happen after the tab is gone: a write that was already started. */
  afterwards?: () => void;
}

export interface Scheduler {
  add: (task: Task) => void;
  /** Runs the `pick`th task that is ready. Returns its label, or undefined if none is ready. */
  step: (pick: number, fate: number, kind?: TaskKind) => Promise<string | undefined>;
  /** Runs all `local` tasks. */
  flush: () => Promise<void>;
  /** Removes and returns the tasks of a tab. */
  drop: (tab: number) => Task[];
  size: () => number;
}

/** @param stateOf Returns a tab's state: tasks of a frozen tab wait, and tasks of a closed tab are dropped. */
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
    return task.label;
  };

  return {
    add(task) {
      if (task.tab === undefined || stateOf(task.tab) !== 'gone') pending.push(task);
    },
    step,
    async flush() {
      for (let count = 0; (await step(0, 0, 'local')) !== undefined; count++)
        if (count > 2000) throw new Error('The tabs do not come to rest: they wake each other endlessly.');
    },
    drop(tab) {
      const dropped = pending.filter((task) => task.tab === tab);
      pending = pending.filter((task) => task.tab !== tab);
      return dropped;
    },
    size: () => pending.length,
  };
}
