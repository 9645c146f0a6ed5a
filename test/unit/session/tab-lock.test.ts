/** Proves that work runs under a Web Lock, else under a lease, and is never blocked for longer than 12 seconds. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createTabLock, type TabLockOptions } from '../../../src/session/tab-lock.ts';
import type { LeaseRecord, LeaseStorage } from '../../../src/storage/lease-record.ts';
import { createMemoryStorage } from '../../../src/storage/memory-storage.ts';
import { createFakeClock, settle, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeLocks, refusedLocks } from '../../support/fake-locks.ts';

let clock: FakeClock;
let lease: LeaseStorage;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const open = (options: Partial<TabLockOptions> = {}) =>
  createTabLock({ locks: undefined, lease, platform: { clock, random }, ...options });
/** Whether a tab holds the lease. */
const isLeased = async () => (await lease.read()) !== undefined;

beforeEach(() => {
  clock = createFakeClock();
  lease = createMemoryStorage<LeaseRecord>();
});

describe('createTabLock', () => {
  it('work under a tab lock runs under the Web Lock of its name, without a lease', async () => {
    const names: string[] = [];
    const { locks } = createFakeLocks();
    const recordingLocks = {
      request: (name: string, options: LockOptions, work: () => Promise<unknown>) => {
        names.push(name);
        return locks.request(name, options, work);
      },
    } as unknown as LockManager;
    expect(await open({ locks: recordingLocks })('epoch', isLeased)).toBe(false);
    expect(names).toEqual(['cognito-kit.epoch']);
  });

  it.each([
    ['the browser has no Web Locks', undefined],
    ['the browser refuses Web Locks to this frame', refusedLocks],
  ])('fault 28 (no Web Locks): work under a tab lock runs under a lease when %s', async (name, locks) => {
    expect(await open({ locks })('epoch', isLeased)).toBe(true);
    await settle();
    expect(await isLeased()).toBe(false);
  });

  it('fault 27 (frozen tab): work under a tab lock runs once, without the lock, after 12 seconds of waiting', async () => {
    const { locks, freeze } = createFakeLocks();
    freeze();
    let runs = 0;
    const done = open({ locks })('epoch', async () => {
      runs++;
      return isLeased();
    });
    await clock.advance(11_900);
    expect(runs).toBe(0);
    await clock.advance(200);
    expect(await done).toBe(false);
    expect(runs).toBe(1);
  });

  it.each([
    ['under a lock', createFakeLocks().locks],
    ['under a lease', undefined],
  ])('work under a tab lock runs once when it fails %s', async (name, locks) => {
    let runs = 0;
    const failing = open({ locks })('epoch', () => Promise.reject(new Error(`run ${++runs}`)));
    await expect(failing).rejects.toThrow('run 1');
    expect(runs).toBe(1);
  });

  it('work under a tab lock runs when neither a lock nor a lease is available', async () => {
    const broken: LeaseStorage = { ...lease, read: () => Promise.reject(new Error('gone')) };
    expect(await open({ locks: refusedLocks, lease: broken })('epoch', async () => 'done')).toBe('done');
  });

  it('work under a tab lock leaves no timer', async () => {
    for (const locks of [createFakeLocks().locks, undefined])
      await open({ locks, platform: { clock, random } })('epoch', async () => 'done');
    await settle();
    expect(clock.timers()).toBe(0);
  });
});
