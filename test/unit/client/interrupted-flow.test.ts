/** Proves that only a complete, known and recent record of the tab's store is read as an interrupted flow. */
import { describe, expect, it } from 'vitest';
import { readInterruptedFlow, saveInterruptedFlow } from '../../../src/client/interrupted-flow.ts';
import type { Cognito } from '../../../src/client/cognito.ts';

const now = 1_000_000;

/** A client with only the members that the record's functions use. */
function createClient(stored?: string) {
  let item = stored;
  return {
    config: { clientId: 'client' },
    internals: {
      tabStorage: () => ({
        getItem: () => item ?? null,
        setItem: (_name: string, value: string) => void (item = value),
        removeItem: () => void (item = undefined),
      }),
    },
    userPool: { platform: { clock: { now: () => now } } },
  } as unknown as Cognito;
}

const read = (record: unknown) => readInterruptedFlow(createClient(JSON.stringify(record)));
const delivery = { medium: 'EMAIL', destination: 'a***@e***' } as const;

describe('readInterruptedFlow', () => {
  it('returns the flow that was saved', () => {
    const cognito = createClient();
    saveInterruptedFlow(cognito, { flow: 'signUp', username: 'ada', delivery, remember: false });
    expect(readInterruptedFlow(cognito)).toEqual({
      flow: 'signUp',
      username: 'ada',
      delivery,
      remember: false,
    });
  });

  it('ignores a record with an unknown flow, without a user name, or without its time', () => {
    expect(read({ flow: 'admin', username: 'ada', at: now })).toBeUndefined();
    expect(read({ flow: 'toString', username: 'ada', at: now })).toBeUndefined();
    expect(read({ flow: 'signUp', username: 7, at: now })).toBeUndefined();
    expect(read({ flow: 'signUp', username: 'ada' })).toBeUndefined();
  });

  it.each([
    'EMAIL',
    { medium: 'PIGEON', destination: 'a***' },
    { medium: 'SMS', destination: { toString: 'a' } },
    null,
  ])('leaves out the damaged destination %j', (damaged) => {
    const record = { flow: 'resetPassword', username: 'ada' };
    expect(read({ ...record, delivery: damaged, remember: 'yes', at: now })).toEqual({
      ...record,
      remember: true,
    });
  });

  it('ignores a record that is an hour old or of the future', () => {
    const record = { flow: 'signIn', username: 'ada' };
    expect(read({ ...record, at: now - 3_599_999 })).toMatchObject(record);
    expect(read({ ...record, at: now - 3_600_000 })).toBeUndefined();
    expect(read({ ...record, at: now + 1 })).toBeUndefined();
  });
});
