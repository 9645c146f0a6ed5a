import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../../src/lib/emitter.ts';

describe('an emitter', () => {
  it('tells each listener, until it unsubscribes', () => {
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

  it('counts the same function twice when it subscribed twice', () => {
    const { emit, subscribe } = createEmitter();
    const listener = vi.fn<() => void>();
    const stop = subscribe(listener);
    subscribe(listener);
    stop();
    emit();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('does not call a listener that one before it has unsubscribed, nor one that joined meanwhile', () => {
    const { emit, subscribe } = createEmitter();
    const [gone, late] = [vi.fn<() => void>(), vi.fn<() => void>()];
    subscribe(() => {
      stop();
      subscribe(late);
    });
    const stop = subscribe(gone);
    emit();
    expect(gone).not.toHaveBeenCalled();
    expect(late).not.toHaveBeenCalled();
  });
});

describe('a listener that throws', () => {
  const uncaught = vi.fn<(error: unknown) => void>();
  // The runner would fail the run for it; here it is what is expected.
  const others = process.listeners('unhandledRejection');
  beforeEach(() => {
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', uncaught);
  });
  afterEach(() => {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  });

  it('silences no other, and is reported as uncaught', async () => {
    const { emit, subscribe } = createEmitter();
    const error = new Error('mine');
    const after = vi.fn<() => void>();
    subscribe(() => {
      throw error;
    });
    subscribe(after);
    emit();
    expect(after).toHaveBeenCalledTimes(1);
    await new Promise(setImmediate);
    expect(uncaught.mock.calls[0]?.[0]).toBe(error);
  });
});
