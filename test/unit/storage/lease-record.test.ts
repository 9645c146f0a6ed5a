/** Proves that a lease has a record of its own beside the session, and that a damaged one is ignored. */
import { expect, it } from 'vitest';
import { parseLeaseRecord } from '../../../src/storage/lease-record.ts';
import { createStorageSite } from '../../support/storage-site.ts';

const lease = { version: 1, epoch: 'tab', generation: 1, until: 1_000 } as const;

it('a lease is stored beside the session and replaced by compare and swap', async () => {
  const tab = createStorageSite({ name: 'memory' }).tab();
  expect(await tab.lease.compareAndSwap(undefined, lease)).toBe(true);
  expect(await tab.lease.compareAndSwap(undefined, { ...lease, epoch: 'other' })).toBe(false);
  expect(await tab.lease.read()).toEqual(lease);
  expect(await tab.session.read()).toBeUndefined();
});

it.each([{}, { ...lease, until: '1000' }, { ...lease, version: 2 }, null])(
  'fault 13 (damaged record): parseLeaseRecord returns undefined for %j',
  (broken) => expect(parseLeaseRecord(broken)).toBeUndefined(),
);
