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
/** Whether the lease is somebody's while the work runs. */
const leased = async () => (await lease.read()) !== undefined;

beforeEach(() => {
  clock = createFakeClock();
  lease = createMemoryStorage<LeaseRecord>();
});

describe('what only one tab should do at a time', () => {
  it('is done under the Web Lock of that name, with no lease', async () => {
    const names: string[] = [];
    const { locks } = createFakeLocks();
    const named = {
      request: (name: string, options: LockOptions, work: () => Promise<unknown>) => {
        names.push(name);
        return locks.request(name, options, work);
      },
    } as unknown as LockManager;
    expect(await open({ locks: named })('epoch', leased)).toBe(false);
    expect(names).toEqual(['cognito-kit.epoch']);
  });

  it.each([
    ['there are no Web Locks', undefined],
    ['they are refused to this frame', refusedLocks],
  ])('fault 28: is done under a lease where %s', async (name, locks) => {
    expect(await open({ locks })('epoch', leased)).toBe(true);
    await settle();
    expect(await leased()).toBe(false);
  });

  it('fault 27: is done without, once, when the lock did not come in 12 seconds', async () => {
    const { locks, hold } = createFakeLocks();
    hold();
    let runs = 0;
    const done = open({ locks })('epoch', async () => {
      runs++;
      return leased();
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
  ])('is not repeated when it fails itself, %s', async (name, locks) => {
    let runs = 0;
    const failing = open({ locks })('epoch', () => Promise.reject(new Error(`run ${++runs}`)));
    await expect(failing).rejects.toThrow('run 1');
    expect(runs).toBe(1);
  });

  it('is done all the same where neither can be had', async () => {
    const broken: LeaseStorage = { ...lease, read: () => Promise.reject(new Error('gone')) };
    expect(await open({ locks: refusedLocks, lease: broken })('epoch', async () => 'done')).toBe('done');
  });

  it('leaves no timer behind', async () => {
    let timers = 0;
    const counting = {
      now: () => clock.now(),
      after: (milliseconds: number, callback: () => void) => {
        timers++;
        const cancel = clock.after(milliseconds, callback);
        return () => {
          timers--;
          cancel();
        };
      },
    };
    for (const locks of [createFakeLocks().locks, undefined])
      await open({ locks, platform: { clock: counting, random } })('epoch', async () => 'done');
    await settle();
    expect(timers).toBe(0);
  });
});
