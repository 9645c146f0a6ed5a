/** Proves that each query of the kit is removed, or cancelled, when its user signs out or changes. */
import { S3Client } from '@aws-sdk/client-s3';
import { act, renderHook, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  authFactorsQueryOptions,
  devicesQueryOptions,
  authQueryKey,
  passkeysQueryOptions,
  userSessionsQueryOptions,
  useAuthFactors,
  useDevices,
  usePasskeys,
  useUserSessions,
  useUser,
  userQueryOptions,
} from '../../../src/index.ts';
import { objectsQueryOptions } from '../../../src/s3/use-objects.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { longWait } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/users.ts';
import { createTestApp, type TestApp } from '../../support/test-app.tsx';

const parts = {
  user: { use: useUser, options: userQueryOptions, operation: 'GetUser' },
  devices: { use: useDevices, options: devicesQueryOptions, operation: 'ListDevices' },
  passkeys: { use: usePasskeys, options: passkeysQueryOptions, operation: 'ListWebAuthnCredentials' },
  sessions: { use: useUserSessions, options: userSessionsQueryOptions, operation: 'ListUserSessions' },
  factors: { use: useAuthFactors, options: authFactorsQueryOptions, operation: 'GetUserAuthFactors' },
} as const;
const bea = { ...grace, totp: false as const };

let testApp: TestApp;
beforeEach(async () => {
  const pool = { ...allFactors.pool, devices: { tracking: 'ALWAYS', skipsMfa: false } } as const;
  testApp = await createTestApp({ aws: { ...allFactors, users: [ada, bea], pool } });
  await testApp.signIn(ada);
});

/** The kit's queries under an auth state id that have data or wait for some. */
const activeQueries = (authStateId: string) =>
  testApp.queries
    .getQueryCache()
    .findAll({ queryKey: authQueryKey(authStateId) })
    .filter(({ state }) => state.data !== undefined || state.fetchStatus !== 'idle');

describe.each(Object.keys(parts) as (keyof typeof parts)[])('the query of %s', (part) => {
  const { use, options, operation } = parts[part];
  const show = () => renderHook((): { data: unknown } => use(), { wrapper: testApp.wrapper });

  it(`the query of ${part} has a key under the opaque auth state id, without data of the user`, async () => {
    const { cognito } = testApp;
    const { queryKey } = options(cognito);
    expect(queryKey).toEqual(['cognito-kit', cognito.authStateId(), part]);
    expect(cognito.authStateId()).toMatch(/^[\da-f]{32}$/);
  });

  it.each(['a sign-out', 'a switch of user'])(`the query of ${part} is removed by %s`, async (change) => {
    const { cognito } = testApp;
    const authStateId = cognito.authStateId();
    const { result } = show();
    await waitFor(() => expect(result.current.data).toBeDefined(), longWait);
    expect(activeQueries(authStateId)).toHaveLength(1);
    await act(async () => void (await (change === 'a sign-out' ? cognito.signOut() : testApp.signIn(bea))));
    expect(activeQueries(authStateId)).toEqual([]);
    if (change === 'a sign-out') return expect(result.current.data).toBeUndefined();
    await waitFor(() => expect(result.current.data).toBeDefined(), longWait);
    expect(activeQueries(cognito.authStateId())).toHaveLength(1);
  });

  it.each(['a sign-out', 'a switch of user'])(
    `the query of ${part} is cancelled by %s while it runs, and its reply is dropped`,
    async (change) => {
      const { cognito, requests, sent } = testApp;
      const authStateId = cognito.authStateId();
      const release = testApp.holdRequests();
      show();
      await waitFor(() => expect(sent).toContain(operation), longWait);
      const [query] = activeQueries(authStateId);
      const signalsOfAda = requests
        .filter((request) => request.operation === operation)
        .map(({ init }) => init.signal);
      expect(signalsOfAda).not.toEqual([]);
      const outcome = query!.promise!.then(
        () => 'an answer',
        () => 'dropped',
      );
      if (change === 'a sign-out') await act(() => cognito.signOut());
      else {
        // Bea signs in by another client, whose requests are not delayed.
        const tokens = await tokensOfBea();
        await act(() => cognito.adoptTokens(tokens));
      }
      expect(await outcome).toBe('dropped');
      expect(signalsOfAda.map((signal) => signal?.aborted)).toEqual(signalsOfAda.map(() => true));
      await act(async () => release());
      expect(activeQueries(authStateId)).toEqual([]);
    },
  );
});

/** Signs Bea in by a client of her own. */
async function tokensOfBea() {
  const other = await createTestApp({ config: { fetch: testApp.aws.fetch, ...testApp.aws.config } });
  return other.signIn(bea);
}

it('the query of objects has no identity id in its key, for a prefix as text or as a function', () => {
  const { cognito } = testApp;
  const identityId = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';
  const context = {
    client: new S3Client({ region: 'eu-west-1' }),
    authStateId: cognito.authStateId(),
    identityId,
    version: 0,
    credentials: async () => ({ identityId }),
  };
  for (const prefix of [`private/${identityId}/`, (id: string) => `private/${id}/`]) {
    const { queryKey } = objectsQueryOptions({ bucket: 'b', prefix }, context);
    expect(queryKey.slice(0, 3)).toEqual(['cognito-kit', cognito.authStateId(), 'objects']);
    expect(JSON.stringify(queryKey)).not.toContain(identityId);
  }
});

it('a sign-out leaves the app’s own queries unchanged', async () => {
  testApp.queries.setQueryData(['mine'], 1);
  const { result } = renderHook(() => useUser(), { wrapper: testApp.wrapper });
  await waitFor(() => expect(result.current.data).toBeDefined(), longWait);
  await act(() => testApp.cognito.signOut());
  expect(testApp.queries.getQueryData(['mine'])).toBe(1);
});
