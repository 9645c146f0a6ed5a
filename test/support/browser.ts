/** Pages of one browser on a local AWS in this process: they share stores, a clock and a recorded network. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { createCognito } from '../../src/client/create-cognito.ts';
import type { Cognito } from '../../src/client/cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { StorageName } from '../../src/storage/open-storage.ts';
import { createTestAws } from './aws.ts';
import { createBrowserStores } from './browser-stores.ts';
import { createFakeLocks } from './fake-locks.ts';

export interface BrowserOptions extends LocalAwsOptions {
  /** Milliseconds by which the device's clock is ahead of the service's. */
  deviceOffset?: number;
  /** The pages' session storage. Default `local`, which tests can read. */
  storage?: StorageName;
}

export type Browser = ReturnType<typeof createBrowser>;

export function createBrowser({ deviceOffset = 0, storage = 'local', ...options }: BrowserOptions = {}) {
  const testAws = createTestAws(options);
  const { aws, clock, fetch } = testAws;
  const { indexedDB, localItems, localStorage, openTab } = createBrowserStores();
  const { locks } = createFakeLocks();
  const { region: _, ...pool } = aws.config;

  return {
    ...testAws,
    indexedDB,
    localItems,
    localStorage,
    /** Opens a page. `sessionItems` are its sessionStorage; pass them again to open the same tab again. */
    open: (config: Partial<CognitoConfig> = {}, sessionItems?: Map<string, string>): Cognito =>
      createCognito({
        ...pool,
        location: undefined,
        locks,
        clock: {
          now: () => clock.now() + deviceOffset,
          after: (milliseconds, callback) => clock.after(milliseconds, callback),
        },
        storage,
        window: openTab(sessionItems),
        fetch,
        ...config,
      }),
    /** Signs in a user of the set-up. */
    signIn: async (page: Cognito, username = 'ada'): Promise<void> => {
      const user = aws.users.find((one) => one.username === username);
      if (!user) throw new Error(`The set-up has no user ${username}.`);
      const flow = createSignInFlow(page);
      await flow.start({ username, password: user.password });
      const { step, error } = flow.getSnapshot();
      if (step.name !== 'signedIn') throw error ?? new Error(`The sign-in stopped at ${step.name}.`);
    },
  };
}
