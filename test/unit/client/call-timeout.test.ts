/** Proves that a public call of the client settles within 25 seconds and leaves no timer. */
import { expect, it } from 'vitest';
import { createCognito } from '../../../src/client/create-cognito.ts';
import type { SessionStorage } from '../../../src/storage/session-record.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { owner } from '../../support/tokens.ts';

const emptyStore = { read: async () => undefined };
const hangingStore = { read: () => new Promise<never>(() => {}) };
const identityPoolId = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';

/** A client with a custom storage and a fake clock. */
const open = (reading: Pick<SessionStorage, 'read'>) => {
  const clock = createFakeClock();
  const page = createCognito({
    ...owner,
    identityPoolId,
    clock,
    storage: { ...createMemoryStorage(), ...reading },
  });
  return { page, clock };
};

it.each(['getTokens', 'credentials'] as const)(
  '%s rejects with a typed Timeout error after 25 seconds when the store hangs',
  async (name) => {
    const { page, clock } = open(hangingStore);
    let settled = false;
    const call = page[name]().finally(() => (settled = true));
    const refused = expect(call).rejects.toMatchObject({ kind: 'timeout', code: 'Timeout' });
    await clock.advance(24_900);
    expect(settled).toBe(false);
    await clock.advance(200);
    await refused;
  },
);

it('getTokens and credentials settle in time on an empty store, and leave no timer', async () => {
  const { page, clock } = open(emptyStore);
  const tokens = page.getTokens();
  const credentials = expect(page.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
  expect(clock.timers()).toBe(2);
  expect(await tokens).toBeUndefined();
  await credentials;
  await settle();
  expect(clock.timers()).toBe(0);
});
