/** A browser with its tabs over one local AWS: what a program's commands are done to. */
import type { CognitoConfig } from '../../../src/config/config.ts';
import type { Deed, Program } from '../program.ts';
import { settle } from './crypto.ts';
import { createLockBoard } from './locks.ts';
import { createNetwork } from './network.ts';
import type { Broken } from './broken.ts';
import { createActor } from './deeds.ts';
import { readHeld } from './held.ts';
import { createOracle } from './oracle.ts';
import { createRandom } from './random.ts';
import { createScheduler } from './scheduler.ts';
import type { Service } from './service.ts';
import { createStores } from './stores.ts';
import { createTab, type Tab } from './tab.ts';
import { createTime } from './time.ts';

/** What is taken away to see whether the model misses it. */
export interface Without {
  lock?: boolean;
  compare?: boolean;
}

export type Browser = ReturnType<typeof createBrowser>;

export function createBrowser(program: Program, service: Service, without: Without = {}) {
  const random = createRandom(program.seed);
  const tabs = new Map<number, Tab>();
  /** The `window` of each. */
  const events = new Map<number, EventTarget>();
  /** The newest one is not in its place before its client is made. */
  let opening = 0;
  const stateOf = (tab: number) => (tab === opening ? 'open' : (tabs.get(tab)?.state ?? 'gone'));
  const scheduler = createScheduler(stateOf);
  const time = createTime(scheduler, (tab) => stateOf(tab) !== 'open');
  const seen = { wrongClock: false, fullStore: false, mishap: program.trouble > 0, sleeps: 0 };
  const broken: Broken[] = [];
  const log: string[] = [];
  const sessionKey = `cognito-kit.${service.aws.config.clientId}.session`;

  const stores = createStores({
    scheduler,
    random,
    compares: without.compare ? 'nothing' : 'marks',
    noticed(tab, key, before, after) {
      if (key !== sessionKey) return;
      const [was, is] = [readHeld(before), readHeld(after)];
      if (was ?? is)
        log.push(
          `tab ${tab} stores ${is ? `${is.origin.slice(0, 8)} generation ${is.generation}` : 'nobody'}`,
        );
      oracle.onStored(tab, was, is);
    },
  });
  /** Which client stands in each place. */
  const places: number[] = [];
  const shared = () => readHeld(stores.get(sessionKey));
  const ownOf = (place: number) => readHeld(stores.getOwn(place, sessionKey));
  const storeOf = (tab: number) => ownOf(places.indexOf(tab)) ?? shared();
  const heldOf = (origin: string | undefined) =>
    [shared(), ...[...places.keys()].map(ownOf)].find((held) => held?.origin === origin && held);
  const oracle = createOracle({
    service,
    tabs,
    now: time.now,
    passed: time.passed,
    seen,
    storeOf,
    heldOf,
    locks: program.locks,
    broken,
  });
  const locks = createLockBoard(scheduler, without.lock ? 'everybody' : 'one');
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
    if (program.store === 'late') {
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
  const comeBack = (tab: Tab) => {
    tab.returned = time.passed();
    for (const type of ['online', 'visibilitychange']) events.get(tab.id)?.dispatchEvent(new Event(type));
  };
  /** Any number names one of them. */
  const placeOf = (number: number) => number % program.tabs;
  const tabAt = (number: number) => tabs.get(places[placeOf(number)] ?? 0)!;

  const act = createActor({
    tabAt,
    reopen: (number: number) => {
      drop(tabAt(number));
      open(placeOf(number));
    },
    comeBack,
    oracle,
    scheduler,
    seen,
    service,
    stores,
    time,
  });

  return {
    broken,
    log,
    seen,
    async start() {
      await service.begin(time.now, program.seed);
      for (let place = 0; place < program.tabs; place++) open(place);
      await settle();
    },
    async act(deed: Deed) {
      const by = 'tab' in deed ? tabAt(deed.tab) : undefined;
      log.push(
        `${JSON.stringify(deed)}${by ? ` is tab ${by.id} with ${by.here().origin?.slice(0, 8) ?? 'nobody'}` : ''}`,
      );
      await act(deed);
      await settle();
      oracle.check();
    },
    async step(pick: number, fate: number) {
      const what = await scheduler.step(pick, fate);
      if (what !== undefined) log.push(what);
      oracle.check();
      return what !== undefined;
    },
    /** Lets all that is under way come to its end, as far as timers take it. */
    async rest() {
      for (const tab of tabs.values()) tab.state = 'open';
      for (let round = 0; scheduler.size() > 0 || time.timers() > 0; round++) {
        if (round > 400) throw new Error(`it does not come to rest: ${log.slice(-20).join('\n')}`);
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
