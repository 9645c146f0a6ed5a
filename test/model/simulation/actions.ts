/** Runs an action of a program: in a tab, on the device or at the service. */
import type { Action } from '../program.ts';
import type { Conditions } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';
import type { Service } from './service.ts';
import type { Stores } from './stores.ts';
import type { Tab } from './tab.ts';
import type { Time } from './time.ts';

interface ActionContext {
  tabOf: (number: number) => Tab;
  /** Removes the tab's client at once and opens a new one in its place. */
  reopen: (number: number) => void;
  returnTo: (tab: Tab) => void;
  /** Called at the start of a sign-in or sign-out. */
  oracle: { onTurn: () => void };
  scheduler: Pick<Scheduler, 'size'>;
  conditions: Conditions;
  service: Pick<Service, 'end'>;
  stores: Pick<Stores, 'wipe' | 'full'>;
  time: Time;
}

export function createActionRunner(context: ActionContext) {
  const { tabOf, reopen, returnTo, oracle, scheduler, conditions, service, stores, time } = context;

  return async (action: Action): Promise<void> => {
    const tab = tabOf('tab' in action ? action.tab : 0);
    if ('tab' in action && tab.state === 'frozen' && !/crash|thaw|reload/.test(action.do)) return;
    switch (action.do) {
      case 'sign in':
        oracle.onTurn();
        return tab.signIn(action.user, action.remember);
      case 'sign out':
        oracle.onTurn();
        return tab.signOut(action.everywhere);
      case 'get tokens':
        return tab.getTokens(action.refresh);
      case 'get credentials':
        return tab.getCredentials(action.refresh);
      case 'call AWS':
        return tab.callAws();
      case 'crash':
        conditions.mishap = true;
        return reopen(action.tab);
      case 'reload':
        conditions.mishap ||= tab.calls.size > 0 || scheduler.size() > 0;
        tab.client.destroy();
        return reopen(action.tab);
      case 'freeze':
        conditions.mishap = true;
        tab.state = 'frozen';
        tab.calls.forEach((call) => (call.wasFrozen = true));
        return undefined;
      case 'thaw':
        tab.state = 'open';
        return returnTo(tab);
      case 'return':
        return returnTo(tab);
      case 'wait':
        return time.advance(action.milliseconds);
      case 'sleep':
        conditions.sleeps++;
        return time.sleep(action.milliseconds);
      case 'set clock':
        conditions.wrongClock = true;
        return time.jump(action.milliseconds);
      case 'fill storage':
        conditions.fullStore = true;
        conditions.mishap = true;
        stores.full = true;
        return undefined;
      case 'wipe storage':
        conditions.mishap = true;
        return stores.wipe();
      case 'end at service':
        conditions.mishap = true;
        return service.end(action.user, action.how);
      default:
        return action satisfies never;
    }
  };
}
