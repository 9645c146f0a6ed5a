import { describe, expect, it, vi } from 'vitest';
import { abortable } from '../../../src/lib/abortable.ts';
import { createSingleFlight } from '../../../src/lib/single-flight.ts';

describe('a single flight', () => {
  it('runs the work once for all who ask while it is under way', async () => {
    const flight = createSingleFlight<number>();
    let land: (value: number) => void = () => {};
    const work = vi.fn<() => Promise<number>>(() => new Promise((resolve) => (land = resolve)));
    const callers = Array.from({ length: 100 }, () => flight('a', work));
    land(7);
    expect(new Set(await Promise.all(callers))).toEqual(new Set([7]));
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('remembers nothing once it has settled, well or badly', async () => {
    const flight = createSingleFlight<number>();
    let count = 0;
    const next = async () => ++count;
    expect(await flight('a', next)).toBe(1);
    expect(await flight('a', next)).toBe(2);
    await expect(flight('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await flight('a', next)).toBe(3);
  });

  it('keeps keys apart', async () => {
    const flight = createSingleFlight<string>();
    expect(await Promise.all([flight('a', async () => 'a'), flight('b', async () => 'b')])).toEqual([
      'a',
      'b',
    ]);
  });

  it('rejects where the work throws at once', async () => {
    const flight = createSingleFlight<string>();
    const thrower = () => {
      throw new Error('at once');
    };
    await expect(flight('a', thrower)).rejects.toThrow('at once');
    expect(await flight('a', async () => 'again')).toBe('again');
  });
});

describe('a caller that stops to wait', () => {
  it('leaves the work to the others', async () => {
    let land: (value: number) => void = () => {};
    const shared = new Promise<number>((resolve) => (land = resolve));
    const controller = new AbortController();
    const mine = abortable(shared, controller.signal);
    controller.abort(new Error('enough'));
    await expect(mine).rejects.toThrow('enough');
    land(1);
    expect(await abortable(shared, new AbortController().signal)).toBe(1);
  });

  it('does not begin to wait with a signal that is aborted', async () => {
    await expect(abortable(new Promise(() => {}), AbortSignal.abort(new Error('before')))).rejects.toThrow(
      'before',
    );
  });
});
