/** Calls listeners when something happened. A listener that throws does not stop the others. */

export interface Emitter<Event = void> {
  emit: (event: Event) => void;
  /** Adds a listener and returns the function that removes it; calling that twice does no harm. */
  subscribe: (listener: (event: Event) => void) => () => void;
  /** Returns the number of listeners. */
  size: () => number;
}

/**
 * Creates an emitter without listeners.
 * @returns The emitter. Its methods need no `this`.
 */
export function createEmitter<Event = void>(): Emitter<Event> {
  // Wraps each listener, so the same function subscribed twice is two subscriptions.
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const own of Array.from(listeners)) {
        // An earlier listener may have removed this one.
        if (!listeners.has(own)) continue;
        try {
          own(event);
        } catch (error) {
          // Reports the error as uncaught, as an event target does, and goes on.
          void Promise.reject(error);
        }
      }
    },
    subscribe(listener) {
      const own = (event: Event) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    size: () => listeners.size,
  };
}
