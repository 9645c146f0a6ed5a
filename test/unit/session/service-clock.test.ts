/** Proves from which replies and tokens the service clock is set. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createServiceClock, type ServiceClock } from '../../../src/session/service-clock.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

const HOUR = 3_600_000;
let device: FakeClock;
let clock: ServiceClock;

beforeEach(() => {
  device = createFakeClock();
  clock = createServiceClock(device);
});

describe('createServiceClock', () => {
  it('the service clock equals the device’s clock before the first reply', () => {
    expect([clock.offset(), clock.now()]).toEqual([0, device.now()]);
  });

  it('the service clock follows the date of a reply, and ignores later tokens, which may be old', () => {
    clock.onServerDate(device.now() - 2 * HOUR);
    clock.measure(device.now() - 20 * HOUR);
    expect(clock.offset()).toBe(-2 * HOUR);
    clock.onServerDate(device.now());
    expect(clock.offset()).toBe(0);
  });

  it('fault 20 (cached reply): a reply from a cache leaves the service clock unchanged', () => {
    clock.onServerDate(device.now() + 3 * HOUR);
    clock.onServerDate(0);
    clock.measure(device.now() - 5 * HOUR);
    expect(clock.offset()).toBe(3 * HOUR);
  });

  it('fault 21 (hidden Date header): a token’s iat sets the service clock', () => {
    clock.onServerDate(Number.NaN);
    clock.measure(device.now() - 5 * HOUR);
    expect(clock.offset()).toBe(-5 * HOUR);
  });

  it('a reply that is 72 hours off leaves the service clock unchanged', () => {
    clock.onServerDate(device.now() - 72 * HOUR);
    expect(clock.offset()).toBe(0);
  });
});
