import { expect, it } from 'vitest';
import { parseLeaseRecord } from '../../../src/storage/lease-record.ts';
import { createSite } from '../../support/storage-site.ts';

const lease = { version: 1, epoch: 'tab', generation: 1, until: 1_000 } as const;

it('a lease is kept beside the session, and swapped like it', async () => {
  const records = createSite({ name: 'memory' }).tab();
  expect(await records.lease.compareAndSwap(undefined, lease)).toBe(true);
  expect(await records.lease.compareAndSwap(undefined, { ...lease, epoch: 'other' })).toBe(false);
  expect(await records.lease.read()).toEqual(lease);
  expect(await records.session.read()).toBeUndefined();
});

it.each([{}, { ...lease, until: '1000' }, { ...lease, version: 2 }, null])(
  'fault 13: %j is no lease',
  (broken) => expect(parseLeaseRecord(broken)).toBeUndefined(),
);
