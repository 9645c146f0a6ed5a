/** What is cached of a person goes with that person, whichever query it is of and however far it has come. */
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
import { everything } from '../support/choices.ts';
import { patient } from '../support/person.ts';
import { ada, createStage, grace, type TestStage } from '../support/stage.tsx';

const parts = {
  user: { use: useUser, options: userQueryOptions, operation: 'GetUser' },
  devices: { use: useDevices, options: devicesQueryOptions, operation: 'ListDevices' },
  passkeys: { use: usePasskeys, options: passkeysQueryOptions, operation: 'ListWebAuthnCredentials' },
  sessions: { use: useUserSessions, options: userSessionsQueryOptions, operation: 'ListUserSessions' },
  factors: { use: useAuthFactors, options: authFactorsQueryOptions, operation: 'GetUserAuthFactors' },
} as const;
const bea = { ...grace, totp: false as const };

let stage: TestStage;
beforeEach(async () => {
  const pool = { ...everything.pool, devices: { tracking: 'ALWAYS', skipsMfa: false } } as const;
  stage = await createStage({ aws: { ...everything, users: [ada, bea], pool } });
  await stage.signIn(ada);
});

/** The kit's queries that hold or await something. */
const held = (epoch: string) =>
  stage.queries
    .getQueryCache()
    .findAll({ queryKey: authQueryKey(epoch) })
    .filter(({ state }) => state.data !== undefined || state.fetchStatus !== 'idle');

describe.each(Object.keys(parts) as (keyof typeof parts)[])('the query of %s', (part) => {
  const { use, options, operation } = parts[part];
  const show = () => renderHook((): { data: unknown } => use(), { wrapper: stage.wrapper });

  it('has a key under the epoch’s opaque id, and nothing about the person in it', async () => {
    const { cognito } = stage;
    const { queryKey } = options(cognito);
    expect(queryKey).toEqual(['cognito-kit', cognito.authStateId(), part]);
    expect(cognito.authStateId()).toMatch(/^[\da-f]{32}$/);
  });

  it.each(['a sign-out', 'a change of user'])('is gone after %s', async (what) => {
    const { cognito } = stage;
    const epoch = cognito.authStateId();
    const { result } = show();
    await waitFor(() => expect(result.current.data).toBeDefined(), patient);
    expect(held(epoch)).toHaveLength(1);
    await act(async () => void (await (what === 'a sign-out' ? cognito.signOut() : stage.signIn(bea))));
    expect(held(epoch)).toEqual([]);
    if (what === 'a sign-out') return expect(result.current.data).toBeUndefined();
    await waitFor(() => expect(result.current.data).toBeDefined(), patient);
    expect(held(cognito.authStateId())).toHaveLength(1);
  });

  it.each(['a sign-out', 'a change of user'])(
    'is cancelled by %s while it is under way, and what it brings is dropped',
    async (what) => {
      const { cognito, sent } = stage;
      const epoch = cognito.authStateId();
      const { platform } = cognito.userPool;
      const { fetch } = platform;
      const signals: (AbortSignal | null | undefined)[] = [];
      platform.fetch = (input, init) => {
        if (new Headers(init.headers).get('x-amz-target')?.endsWith(`.${operation}`))
          signals.push(init.signal);
        return fetch(input, init);
      };
      const release = stage.hold();
      show();
      await waitFor(() => expect(sent).toContain(operation), patient);
      const [query] = held(epoch);
      const hers = [...signals];
      expect(hers).not.toEqual([]);
      const asked = query!.promise!.then(
        () => 'an answer',
        () => 'dropped',
      );
      if (what === 'a sign-out') await act(() => cognito.signOut());
      else {
        // Another tab's sign-in, which this one's held requests do not hold up.
        const tokens = await otherTokens();
        await act(() => cognito.adoptTokens(tokens));
      }
      expect(await asked).toBe('dropped');
      expect(hers.map((signal) => signal?.aborted)).toEqual(hers.map(() => true));
      await act(async () => release());
      expect(held(epoch)).toEqual([]);
    },
  );
});

/** Bea's, by a client of her own. */
async function otherTokens() {
  const other = await createStage({ config: { fetch: stage.aws.fetch, ...stage.aws.config } });
  return other.signIn(bea);
}

it('the query of objects has the identity in no key, be it given as text or as a function', () => {
  const { cognito } = stage;
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

it('queries of the app’s own are left alone', async () => {
  stage.queries.setQueryData(['mine'], 1);
  const { result } = renderHook(() => useUser(), { wrapper: stage.wrapper });
  await waitFor(() => expect(result.current.data).toBeDefined(), patient);
  await act(() => stage.cognito.signOut());
  expect(stage.queries.getQueryData(['mine'])).toBe(1);
});
