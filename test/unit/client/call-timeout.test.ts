import { expect, it } from 'vitest';
import { createCognito } from '../../../src/client/create-cognito.ts';
import type { SessionStorage } from '../../../src/storage/session-record.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { owner } from '../../support/tokens.ts';

const nothing = { read: async () => undefined };
const hangs = { read: () => new Promise<never>(() => {}) };
const identityPoolId = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';

/** Opens a client on a store of the app's own, and counts its waiting timers. */
const open = (reading: Pick<SessionStorage, 'read'>) => {
  const clock = createFakeClock();
  let timers = 0;
  const page = createCognito({
    ...owner,
    identityPoolId,
    clock: {
      now: () => clock.now(),
      after(milliseconds, callback) {
        timers++;
        const stop = clock.after(milliseconds, callback);
        return () => {
          timers--;
          stop();
        };
      },
    },
    storage: { ...createMemoryStorage(), ...reading },
  });
  return { page, clock, timers: () => timers };
};

it.each(['getTokens', 'credentials'] as const)(
  'client: %s rejects with Timeout after 25 seconds when the store hangs',
  async (name) => {
    const { page, clock } = open(hangs);
    let settled = false;
    const call = page[name]().finally(() => (settled = true));
    const refused = expect(call).rejects.toMatchObject({ kind: 'timeout', code: 'Timeout' });
    await clock.advance(24_900);
    expect(settled).toBe(false);
    await clock.advance(200);
    await refused;
  },
);

it('client: a call that settles in time leaves no timer', async () => {
  const { page, timers } = open(nothing);
  const tokens = page.getTokens();
  const credentials = expect(page.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
  expect(timers()).toBe(2);
  expect(await tokens).toBeUndefined();
  await credentials;
  await settle();
  expect(timers()).toBe(0);
});
