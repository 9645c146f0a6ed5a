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

describe('the service’s clock', () => {
  it('is the device’s until something tells', () => {
    expect([clock.offset(), clock.now()]).toEqual([0, device.now()]);
  });

  it('is set by what a reply says of itself, and not by a token then, which may be an old one', () => {
    clock.onServerDate(device.now() - 2 * HOUR);
    clock.measure(device.now() - 20 * HOUR);
    expect(clock.offset()).toBe(-2 * HOUR);
    clock.onServerDate(device.now());
    expect(clock.offset()).toBe(0);
  });

  it('fault 20: is left alone by what came out of a cache', () => {
    clock.onServerDate(device.now() + 3 * HOUR);
    clock.onServerDate(0);
    clock.measure(device.now() - 5 * HOUR);
    expect(clock.offset()).toBe(3 * HOUR);
  });

  it('fault 21: is set by a token’s own date where the reply’s is hidden', () => {
    clock.onServerDate(Number.NaN);
    clock.measure(device.now() - 5 * HOUR);
    expect(clock.offset()).toBe(-5 * HOUR);
  });

  it('is never set by what no clock could be wrong by', () => {
    clock.onServerDate(device.now() - 72 * HOUR);
    expect(clock.offset()).toBe(0);
  });
});
