/** Does what a program says: in a tab, to the device, or at the service. */
import type { Deed } from '../program.ts';
import type { Seen } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';
import type { Service } from './service.ts';
import type { Stores } from './stores.ts';
import type { Tab } from './tab.ts';
import type { Time } from './time.ts';

interface Stage {
  tabAt: (number: number) => Tab;
  /** Its client is gone from one moment to the next; another stands in its place. */
  reopen: (number: number) => void;
  comeBack: (tab: Tab) => void;
  /** Somebody sets out to come or to go. */
  oracle: { onTurn: () => void };
  scheduler: Pick<Scheduler, 'size'>;
  seen: Seen;
  service: Pick<Service, 'end'>;
  stores: Pick<Stores, 'wipe' | 'full'>;
  time: Time;
}

export function createActor(stage: Stage) {
  const { tabAt, reopen, comeBack, oracle, scheduler, seen, service, stores, time } = stage;

  return async (deed: Deed): Promise<void> => {
    const tab = tabAt('tab' in deed ? deed.tab : 0);
    if ('tab' in deed && tab.state === 'frozen' && !/crash|thaw|reload/.test(deed.do)) return;
    switch (deed.do) {
      case 'sign in':
        oracle.onTurn();
        return tab.signIn(deed.who, deed.remember);
      case 'sign out':
        oracle.onTurn();
        return tab.signOut(deed.everywhere);
      case 'get tokens':
        return tab.getTokens(deed.refresh);
      case 'get credentials':
        return tab.getCredentials(deed.refresh);
      case 'call AWS':
        return tab.callAws();
      case 'crash':
        seen.mishap = true;
        return reopen(deed.tab);
      case 'reload':
        seen.mishap ||= tab.calls.size > 0 || scheduler.size() > 0;
        tab.client.destroy();
        return reopen(deed.tab);
      case 'freeze':
        seen.mishap = true;
        tab.state = 'frozen';
        tab.calls.forEach((call) => (call.wasFrozen = true));
        return undefined;
      case 'thaw':
        tab.state = 'open';
        return comeBack(tab);
      case 'return':
        return comeBack(tab);
      case 'wait':
        return time.advance(deed.milliseconds);
      case 'sleep':
        seen.sleeps++;
        return time.sleep(deed.milliseconds);
      case 'set clock':
        seen.wrongClock = true;
        return time.jump(deed.milliseconds);
      case 'fill storage':
        seen.fullStore = true;
        seen.mishap = true;
        stores.full = true;
        return undefined;
      case 'wipe storage':
        seen.mishap = true;
        return stores.wipe();
      case 'end at service':
        seen.mishap = true;
        return service.end(deed.who, deed.how);
      default:
        return deed satisfies never;
    }
  };
}
