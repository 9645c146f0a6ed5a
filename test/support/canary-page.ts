/** A page on a pool with every feature, whose stores, caches, messages and errors a canary searches. */
import { QueryClient } from '@tanstack/react-query';
import {
  authFactorsQueryOptions,
  createCognito,
  devicesQueryOptions,
  passkeysQueryOptions,
  userQueryOptions,
  userSessionsQueryOptions,
  type CognitoConfig,
  type Flow,
} from 'cognito-kit';
import { expect, vi } from 'vitest';
import { createTestAws } from './aws.ts';
import { createBrowserStores } from './browser-stores.ts';
import { createCanary, printDatabases, printError, printQueryCaches } from './canary.ts';
import { createFakeLocks } from './fake-locks.ts';
import { emulatedPasskeys } from './passkeys.ts';
import { everyFactor, everyFlow } from './pool-options.ts';
import { printDeep } from './print-deep.ts';

export type CanaryPage = ReturnType<typeof createCanaryPage>;

export function createCanaryPage(storage: NonNullable<CognitoConfig['storage']>) {
  const canary = createCanary();
  const { aws, clock, fetch } = createTestAws({
    users: [],
    pool: {
      ...everyFactor,
      mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
      devices: { tracking: 'ALWAYS', skipsMfa: false },
    },
    client: everyFlow,
  });
  const stores = createBrowserStores();
  const sessionItems = new Map<string, string>();
  const places = {
    local: stores.localItems,
    session: sessionItems,
    indexedDB: stores.indexedDB,
    channels: stores.channels,
    /** The caches as a persister would have written them, at each change. */
    persisted: [] as string[],
    console: [] as string[],
    errors: [] as string[],
    states: [] as string[],
  };
  for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation((...all) => void places.console.push(printDeep(all)));
  const cognito = createCognito({
    ...aws.config,
    guest: true,
    location: undefined,
    locks: createFakeLocks().locks,
    clock,
    storage,
    passkeys: emulatedPasskeys(),
    fetch: canary.listen(fetch),
    window: stores.openTab(sessionItems),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 0 } } });
  queries.getQueryCache().subscribe(() => void places.persisted.push(printQueryCaches(queries)));
  queries.getMutationCache().subscribe(() => void places.persisted.push(printQueryCaches(queries)));

  return {
    aws,
    canary,
    clock,
    cognito,
    places,
    queries,
    /** Tells the canary a secret, and returns the secret. */
    learn: <Value extends string>(secret: Value, kind: string): Value => {
      canary.learn(secret, kind);
      return secret;
    },
    /** Records each state and error of a flow, and returns the flow. */
    follow: <State extends { error: unknown }, Made extends Flow<State>>(flow: Made & Flow<State>): Made => {
      const record = () => {
        const state = flow.getSnapshot();
        places.states.push(printDeep(state));
        if (state.error) places.errors.push(printError(state.error));
      };
      flow.subscribe(record);
      record();
      return flow;
    },
    /** Records the error of a call that must fail. */
    recordFailure: (promise: Promise<unknown>) =>
      promise.then(
        () => expect.unreachable('The call must fail.'),
        (error: unknown) => void places.errors.push(printError(error)),
      ),
    /** Returns the newest code that was sent to the address. */
    code: async (address: string) => {
      const code = await aws.outbox.code(address);
      canary.learn(code, 'code');
      return code;
    },
    /** Fetches every query of the account, in the present auth state. */
    fetchQueries: async () => {
      for (const fetchQuery of [
        () => queries.fetchQuery(userQueryOptions(cognito)),
        () => queries.fetchQuery(devicesQueryOptions(cognito)),
        () => queries.fetchQuery(userSessionsQueryOptions(cognito)),
        () => queries.fetchQuery(passkeysQueryOptions(cognito)),
        () => queries.fetchQuery(authFactorsQueryOptions(cognito)),
      ])
        await fetchQuery().catch((error: unknown) => void places.errors.push(printError(error)));
    },
    searchEverywhere: async () => {
      const { search } = canary;
      search('the query cache', printQueryCaches(queries));
      search('the persisted caches', places.persisted.join(' '));
      search('localStorage', JSON.stringify([...places.local]));
      search('sessionStorage', JSON.stringify([...places.session]));
      search('IndexedDB', await printDatabases(places.indexedDB));
      search('a channel', printDeep(places.channels.messages));
      search('the console', places.console.join(' '));
      search('an error', places.errors.join(' '));
      search('the state of a flow', places.states.join(' '));
      search('the session', printDeep(cognito.getSession()));
      search('a preference', printDeep(await cognito.internals.preferences.read()));
      search('the auth state id', cognito.authStateId());
      search('the config', printDeep(cognito.config));
    },
  };
}
