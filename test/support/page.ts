/** Pages of one browser on a local AWS in this process: one store, one clock, every request written down. */
import { IDBFactory } from 'fake-indexeddb';
import { rsaKey } from './rsa-keys.ts';
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { createCognito } from '../../src/client/create-cognito.ts';
import { type Cognito } from '../../src/client/cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { StorageName } from '../../src/storage/open-storage.ts';
import { createChannels } from './channels.ts';
import { createFakeClock, settle, type FakeClock } from './fake-clock.ts';
import { createFakeLocks } from './fake-locks.ts';

/** What the network does to one request in place of carrying it. */
type Trouble = (carry: () => Promise<Response>) => Promise<Response>;

export interface Browser {
  readonly aws: LocalAws;
  /** The service's, and the device's unless `deviceOffset` says otherwise. */
  readonly clock: FakeClock;
  /** Operations in the order that they were sent. */
  readonly sent: string[];
  /** Everything that was sent, as text: where no secret may be that does not belong there. */
  readonly items: Map<string, string>;
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Opens a page; what it stores is there for the next. `tabItems`: its sessionStorage, to open the same tab again. */
  open(config?: Partial<CognitoConfig>, tabItems?: Map<string, string>): Cognito;
  readonly indexedDB: IDBFactory;
  /** Happens to the next request of that operation, or to all until `undefined` is given. */
  trouble(operation: string, trouble: Trouble | undefined): void;
  /** How often an operation was sent. */
  count(operation: string): number;
  signIn(page: Cognito, username?: string): Promise<void>;
  /** Resolves once the service works on nothing: before, no time should pass for what waits for it. */
  idle(): Promise<void>;
}

export interface BrowserOptions extends LocalAwsOptions {
  /** Milliseconds by which the device's clock is ahead of the service's. */
  deviceOffset?: number;
  /** Where pages keep their session. Default `local`, which tests can look into. */
  store?: StorageName;
}

export const offline: Trouble = () => Promise.reject(new TypeError('Failed to fetch'));
export const answer =
  (status: number, body: unknown): Trouble =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
export const refuse = (type: string): Trouble => answer(400, { __type: type, message: 'as arranged' });

const operationOf = (url: string, init: RequestInit) =>
  new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ??
  `${init.method} ${new URL(url).pathname}`;

export function createBrowser({
  deviceOffset = 0,
  store = 'local',
  ...options
}: BrowserOptions = {}): Browser {
  const clock = createFakeClock();
  const aws = createLocalAws({ now: () => clock.now(), rsaKey, ...options });
  const items = new Map<string, string>();
  const indexedDB = new IDBFactory();
  const channels = createChannels();
  const sent: string[] = [];
  const troubles = new Map<string, Trouble>();
  const tabs = new Set<EventTarget>();
  const { locks } = createFakeLocks();
  const carried = new Set<Promise<unknown>>();
  const { region: _, ...pool } = aws.config;

  return {
    aws,
    clock,
    sent,
    items,
    indexedDB,
    localStorage: storeOf(items, () => {}),
    open(config = {}, tabItems = new Map()) {
      // As browsers do, every tab but the writing one is told.
      const tab = new EventTarget();
      tabs.add(tab);
      const tell = (key: string) => {
        for (const other of tabs)
          if (other !== tab) other.dispatchEvent(Object.assign(new Event('storage'), { key }));
      };
      return createCognito({
        ...pool,
        location: undefined,
        locks,
        clock: { now: () => clock.now() + deviceOffset, after: (ms, callback) => clock.after(ms, callback) },
        storage: store,
        window: {
          indexedDB,
          crypto,
          BroadcastChannel: channels.Channel,
          sessionStorage: storeOf(tabItems, () => {}),
          localStorage: storeOf(items, tell),
          addEventListener: tab.addEventListener.bind(tab),
          removeEventListener: tab.removeEventListener.bind(tab),
        },
        fetch(url, init) {
          const operation = operationOf(url, init);
          sent.push(operation);
          const carry = () => {
            const reply = aws.fetch(url, init).finally(() => carried.delete(reply));
            carried.add(reply);
            return reply;
          };
          return troubles.get(operation)?.(carry) ?? carry();
        },
        ...config,
      });
    },
    trouble(operation, trouble) {
      if (trouble) troubles.set(operation, trouble);
      else troubles.delete(operation);
    },
    async idle() {
      for (await settle(); carried.size > 0; await settle()) await Promise.allSettled(carried);
    },
    count: (operation) => sent.filter((one) => one === operation).length,
    async signIn(page, username = 'ada') {
      const user = aws.users.find((one) => one.username === username);
      if (!user) throw new Error(`no user ${username}`);
      const flow = createSignInFlow(page);
      await flow.start({ username, password: user.password });
      const { step, error } = flow.getSnapshot();
      if (step.name !== 'signedIn') throw error ?? new Error(`stopped at ${step.name}`);
    },
  };
}

const storeOf = (items: Map<string, string>, tell: (key: string) => void) => ({
  getItem: (key: string) => items.get(key) ?? null,
  setItem(key: string, value: string) {
    items.set(key, value);
    tell(key);
  },
  removeItem(key: string) {
    if (items.delete(key)) tell(key);
  },
});
