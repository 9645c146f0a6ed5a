/** Proves that callers with one key share one run of the work, and that each may stop waiting. */
import { describe, expect, it, vi } from 'vitest';
import { abortable } from '../../../src/lib/abortable.ts';
import { createSingleFlight } from '../../../src/lib/single-flight.ts';

describe('createSingleFlight', () => {
  it('a single flight runs the work once for all callers that arrive while it runs', async () => {
    const flight = createSingleFlight<number>();
    let land: (value: number) => void = () => {};
    const work = vi.fn<() => Promise<number>>(() => new Promise((resolve) => (land = resolve)));
    const callers = Array.from({ length: 100 }, () => flight('a', work));
    land(7);
    expect(new Set(await Promise.all(callers))).toEqual(new Set([7]));
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('a single flight stores no result or error after it has settled', async () => {
    const flight = createSingleFlight<number>();
    let count = 0;
    const next = async () => ++count;
    expect(await flight('a', next)).toBe(1);
    expect(await flight('a', next)).toBe(2);
    await expect(flight('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await flight('a', next)).toBe(3);
  });

  it('a single flight runs the work of two keys separately', async () => {
    const flight = createSingleFlight<string>();
    expect(await Promise.all([flight('a', async () => 'a'), flight('b', async () => 'b')])).toEqual([
      'a',
      'b',
    ]);
  });

  it('a single flight rejects when the work throws synchronously', async () => {
    const flight = createSingleFlight<string>();
    const thrower = () => {
      throw new Error('at once');
    };
    await expect(flight('a', thrower)).rejects.toThrow('at once');
    expect(await flight('a', async () => 'again')).toBe('again');
  });
});

describe('abortable', () => {
  it('abortable rejects for the caller that aborts, and the others receive the result', async () => {
    let land: (value: number) => void = () => {};
    const shared = new Promise<number>((resolve) => (land = resolve));
    const controller = new AbortController();
    const aborted = abortable(shared, controller.signal);
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    land(1);
    expect(await abortable(shared, new AbortController().signal)).toBe(1);
  });

  it('abortable rejects at once when the signal is already aborted', async () => {
    await expect(abortable(new Promise(() => {}), AbortSignal.abort(new Error('before')))).rejects.toThrow(
      'before',
    );
  });
});
