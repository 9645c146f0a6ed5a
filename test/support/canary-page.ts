/** A page whose every store, cache, message and error a canary can look through, and a pool with all there is. */
import { QueryClient } from '@tanstack/react-query';
import { IDBFactory } from 'fake-indexeddb';
import { createLocalAws } from 'cognito-kit-local';
import {
  authFactorsQueryOptions,
  createCognito,
  devicesQueryOptions,
  passkeysQueryOptions,
  userSessionsQueryOptions,
  userQueryOptions,
  type CognitoConfig,
  type Flow,
} from 'cognito-kit';
import { expect, vi } from 'vitest';
import { cached, createCanary, databases, written } from './canary.ts';
import { createChannels } from './channels.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeLocks } from './fake-locks.ts';
import { emulatedPasskeys } from './path-theatre.ts';
import { rsaKey } from './rsa-keys.ts';
import { storeOf } from './site.ts';
import { shown } from './theatre.ts';

export function createCanaryPage(storage: NonNullable<CognitoConfig['storage']>) {
  const canary = createCanary();
  const clock = createFakeClock();
  const aws = createLocalAws({
    now: () => clock.now(),
    rsaKey,
    users: [],
    pool: {
      mfa: 'OPTIONAL',
      mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
      webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
      devices: { tracking: 'ALWAYS', skipsMfa: false },
    },
    client: {
      authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH'],
    },
  });
  const places = {
    local: new Map<string, string>(),
    session: new Map<string, string>(),
    indexedDB: new IDBFactory(),
    channels: createChannels(),
    /** What a persister would have written, at each change. */
    persisted: [] as string[],
    console: [] as string[],
    errors: [] as string[],
    states: [] as string[],
  };
  for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation((...all) => void places.console.push(shown(all)));
  const cognito = createCognito({
    ...aws.config,
    guest: true,
    location: undefined,
    locks: createFakeLocks().locks,
    clock,
    storage,
    passkeys: emulatedPasskeys(),
    fetch: canary.listen(aws.fetch),
    window: {
      indexedDB: places.indexedDB,
      crypto,
      BroadcastChannel: places.channels.Channel,
      localStorage: storeOf(places.local),
      sessionStorage: storeOf(places.session),
    },
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 0 } } });
  queries.getQueryCache().subscribe(() => void places.persisted.push(cached(queries)));
  queries.getMutationCache().subscribe(() => void places.persisted.push(cached(queries)));

  return {
    aws,
    canary,
    clock,
    cognito,
    places,
    queries,
    learn: <Value extends string>(secret: Value, what: string): Value => {
      canary.learn(secret, what);
      return secret;
    },
    /** A flow, each of whose states is written down. */
    follow: <State extends { error: unknown }, Made extends Flow<State>>(flow: Made & Flow<State>): Made => {
      const note = () => {
        const state = flow.getSnapshot();
        places.states.push(shown(state));
        if (state.error) places.errors.push(written(state.error));
      };
      flow.subscribe(note);
      note();
      return flow;
    },
    /** For what is to fail. */
    failing: (promise: Promise<unknown>) =>
      promise.then(
        () => expect.unreachable('it was to fail'),
        (error: unknown) => void places.errors.push(written(error)),
      ),
    code: async (to: string) => {
      const code = await aws.outbox.code(to);
      canary.learn(code, 'code');
      return code;
    },
    /** Reads everything of the account that is cached, under the epoch of now. */
    read: async () => {
      for (const ask of [
        () => queries.fetchQuery(userQueryOptions(cognito)),
        () => queries.fetchQuery(devicesQueryOptions(cognito)),
        () => queries.fetchQuery(userSessionsQueryOptions(cognito)),
        () => queries.fetchQuery(passkeysQueryOptions(cognito)),
        () => queries.fetchQuery(authFactorsQueryOptions(cognito)),
      ])
        await ask().catch((error: unknown) => void places.errors.push(written(error)));
    },
    look: async () => {
      const { search } = canary;
      search('the query cache', cached(queries));
      search('what a persister wrote', places.persisted.join(' '));
      search('localStorage', JSON.stringify([...places.local]));
      search('sessionStorage', JSON.stringify([...places.session]));
      search('IndexedDB', await databases(places.indexedDB));
      search('a channel', shown(places.channels.said));
      search('the console', places.console.join(' '));
      search('an error', places.errors.join(' '));
      search('the state of a flow', places.states.join(' '));
      search('the session', shown(cognito.getSession()));
      search('a note', shown(await cognito.internals.preferences.read()));
      search('an epoch', cognito.authStateId());
      search('the config', shown(cognito.config));
    },
  };
}
