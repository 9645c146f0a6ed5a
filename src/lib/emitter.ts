/** Tells listeners that something happened. One listener's failure never silences the others. */

export interface Emitter<Event = void> {
  emit: (event: Event) => void;
  /** Returns the function that ends the subscription; calling it twice does no harm. */
  subscribe: (listener: (event: Event) => void) => () => void;
  /** How many listen. */
  size: () => number;
}

export function createEmitter<Event = void>(): Emitter<Event> {
  // Wrapped, so that the same function subscribed twice is two subscriptions, each ended by its own.
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const own of Array.from(listeners)) {
        // One that was unsubscribed by a listener before it is not called any more.
        if (!listeners.has(own)) continue;
        try {
          own(event);
        } catch (error) {
          // Reported as uncaught, as an event target does, without ending this loop.
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
