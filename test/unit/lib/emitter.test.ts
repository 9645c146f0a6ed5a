/** Proves which listeners an emitter calls, and that one that throws stops no other. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../../src/lib/emitter.ts';

describe('createEmitter', () => {
  it('an emitter calls each listener until it unsubscribes', () => {
    const { emit, subscribe, size } = createEmitter<string>();
    const [a, b] = [vi.fn<(event: string) => void>(), vi.fn<(event: string) => void>()];
    const stop = subscribe(a);
    subscribe(b);
    emit('one');
    stop();
    stop();
    emit('two');
    expect(a.mock.calls).toEqual([['one']]);
    expect(b.mock.calls).toEqual([['one'], ['two']]);
    expect(size()).toBe(1);
  });

  it('an emitter counts a function twice when it subscribed twice', () => {
    const { emit, subscribe } = createEmitter();
    const listener = vi.fn<() => void>();
    const stop = subscribe(listener);
    subscribe(listener);
    stop();
    emit();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('an emitter calls no listener that was added or removed by another during the event', () => {
    const { emit, subscribe } = createEmitter();
    const [removed, added] = [vi.fn<() => void>(), vi.fn<() => void>()];
    subscribe(() => {
      stop();
      subscribe(added);
    });
    const stop = subscribe(removed);
    emit();
    expect(removed).not.toHaveBeenCalled();
    expect(added).not.toHaveBeenCalled();
  });
});

describe('a listener that throws', () => {
  const uncaught = vi.fn<(error: unknown) => void>();
  // Vitest fails a run with an unhandled rejection. This test expects one, so it sets Vitest's listeners aside.
  const listenersOfVitest = process.listeners('unhandledRejection');
  beforeEach(() => {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', uncaught);
  });
  afterEach(() => {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listenersOfVitest) process.on('unhandledRejection', listener);
  });

  it('a listener that throws stops no other, and its error is reported as uncaught', async () => {
    const { emit, subscribe } = createEmitter();
    const error = new Error('mine');
    const nextListener = vi.fn<() => void>();
    subscribe(() => {
      throw error;
    });
    subscribe(nextListener);
    emit();
    expect(nextListener).toHaveBeenCalledTimes(1);
    await new Promise(setImmediate);
    expect(uncaught.mock.calls[0]?.[0]).toBe(error);
  });
});
