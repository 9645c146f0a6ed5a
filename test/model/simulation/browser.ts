/** A simulated browser: its tabs, stores, locks, network and clock over one local AWS. */
import type { CognitoConfig } from '../../../src/config/config.ts';
import type { Action, Program } from '../program.ts';
import { settle } from './crypto.ts';
import { createLockBoard } from './locks.ts';
import { createNetwork } from './network.ts';
import type { BrokenRule } from './broken-rule.ts';
import { createActionRunner } from './actions.ts';
import { readStoredSession } from './stored-session.ts';
import { createOracle } from './oracle.ts';
import { createRandom } from './random.ts';
import { createScheduler } from './scheduler.ts';
import type { Service } from './service.ts';
import { createStores } from './stores.ts';
import { createTab, type Tab } from './tab.ts';
import { createTime } from './time.ts';

/** The protections that a mutant lacks. */
export interface Without {
  lock?: boolean;
  compare?: boolean;
}

export type Browser = ReturnType<typeof createBrowser>;

export function createBrowser(program: Program, service: Service, without: Without = {}) {
  const random = createRandom(program.seed);
  const tabs = new Map<number, Tab>();
  /** The `window` of each tab. */
  const events = new Map<number, EventTarget>();
  /** The id of the tab whose client is being created, which is not in `tabs` yet. */
  let opening = 0;
  const stateOf = (tab: number) => (tab === opening ? 'open' : (tabs.get(tab)?.state ?? 'gone'));
  const scheduler = createScheduler(stateOf);
  const time = createTime(scheduler, (tab) => stateOf(tab) !== 'open');
  const conditions = { wrongClock: false, fullStore: false, mishap: program.trouble > 0, sleeps: 0 };
  const broken: BrokenRule[] = [];
  const log: string[] = [];
  const sessionKey = `cognito-kit.${service.aws.config.clientId}.session`;

  const stores = createStores({
    scheduler,
    random,
    comparison: without.compare ? 'nothing' : 'marks',
    onChange(tab, key, before, after) {
      if (key !== sessionKey) return;
      const [storedBefore, storedAfter] = [readStoredSession(before), readStoredSession(after)];
      if (storedBefore ?? storedAfter)
        log.push(
          `tab ${tab} stores ${storedAfter ? `${storedAfter.origin.slice(0, 8)} generation ${storedAfter.generation}` : 'no session'}`,
        );
      oracle.onStored(tab, storedBefore, storedAfter);
    },
  });
  /** The tab id in each place. A reload puts a new id into the same place. */
  const places: number[] = [];
  const shared = () => readStoredSession(stores.get(sessionKey));
  const ownOf = (place: number) => readStoredSession(stores.getOwn(place, sessionKey));
  const storeOf = (tab: number) => ownOf(places.indexOf(tab)) ?? shared();
  const sessionOf = (origin: string | undefined) =>
    [shared(), ...[...places.keys()].map(ownOf)].find((stored) => stored?.origin === origin && stored);
  const oracle = createOracle({
    service,
    tabs,
    now: time.now,
    passed: time.passed,
    conditions,
    storeOf,
    sessionOf,
    locks: program.locks,
    broken,
  });
  const locks = createLockBoard(scheduler, without.lock ? 'all' : 'one');
  const fetchOf = createNetwork({
    scheduler,
    aws: service.aws,
    passed: time.passed,
    watch: oracle,
  });
  const { region: _, ...pool } = service.aws.config;
  const open = (place: number) => {
    const id = (places[place] ?? place + 1 - 100) + 100;
    const own = new EventTarget();
    events.set(id, own);
    const config: CognitoConfig = {
      ...pool,
      guest: program.guest,
      location: undefined,
      locks: program.locks === 'web' ? locks.of(id) : undefined,
      clock: { now: time.device, after: (milliseconds, callback) => time.after(id, milliseconds, callback) },
      random: random.bytes,
      fetch: fetchOf(id),
      storage: 'local',
      window: {
        localStorage: stores.localStorage(id, own),
        sessionStorage: stores.sessionStorage(id, place),
        addEventListener: own.addEventListener.bind(own),
        removeEventListener: own.removeEventListener.bind(own),
      },
    };
    if (program.store === 'async') {
      config.storage = stores.record(id, sessionKey);
      config.browserStorage = stores.record(id, 'browser');
      config.window = { ...config.window, localStorage: undefined, sessionStorage: undefined };
    }
    const now = { passed: time.passed, service: time.now };
    places[place] = id;
    opening = id;
    tabs.set(id, createTab(id, config, now, oracle.results));
    opening = 0;
  };
  const drop = (tab: Tab) => {
    tab.state = 'gone';
    for (const task of scheduler.drop(tab.id)) if (random.chance(0.5)) task.afterwards?.();
    tab.calls.clear();
    stores.drop(tab.id);
    time.drop(tab.id);
    locks.drop(tab.id);
    tabs.delete(tab.id);
  };
  const returnTo = (tab: Tab) => {
    tab.returned = time.passed();
    for (const type of ['online', 'visibilitychange']) events.get(tab.id)?.dispatchEvent(new Event(type));
  };
  /** Maps any number to a place. */
  const placeOf = (number: number) => number % program.tabs;
  const tabOf = (number: number) => tabs.get(places[placeOf(number)] ?? 0)!;

  const act = createActionRunner({
    tabOf,
    reopen: (number: number) => {
      drop(tabOf(number));
      open(placeOf(number));
    },
    returnTo,
    oracle,
    scheduler,
    conditions,
    service,
    stores,
    time,
  });

  return {
    broken,
    log,
    conditions,
    async start() {
      await service.begin(time.now, program.seed);
      for (let place = 0; place < program.tabs; place++) open(place);
      await settle();
    },
    async act(action: Action) {
      const by = 'tab' in action ? tabOf(action.tab) : undefined;
      log.push(
        `${JSON.stringify(action)}${by ? ` is tab ${by.id} with ${by.current().origin?.slice(0, 8) ?? 'no session'}` : ''}`,
      );
      await act(action);
      await settle();
      oracle.check();
    },
    async step(pick: number, fate: number) {
      const label = await scheduler.step(pick, fate);
      if (label !== undefined) log.push(label);
      oracle.check();
      return label !== undefined;
    },
    /** Runs all waiting tasks and timers until none is left. */
    async rest() {
      for (const tab of tabs.values()) tab.state = 'open';
      for (let round = 0; scheduler.size() > 0 || time.timers() > 0; round++) {
        if (round > 400) throw new Error(`The tabs do not come to rest: ${log.slice(-20).join('\n')}`);
        while (await this.step(0, 0)) if (broken.length > 0) return;
        if (time.timers() > 0) await time.advance(1000);
        oracle.check();
      }
      oracle.checkAtRest(stores.contents());
    },
    tabs: () => [...tabs.values()],
    storeOf,
    service,
    time,
  };
}
