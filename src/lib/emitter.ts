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
  const listeners = new Set<{ listener: (event: Event) => void }>();
  return {
    emit(event) {
      for (const entry of Array.from(listeners)) {
        // One that was unsubscribed by a listener before it is not called any more.
        if (!listeners.has(entry)) continue;
        try {
          entry.listener(event);
        } catch (error) {
          // Reported as uncaught, as an event target does, without ending this loop.
          void Promise.reject(error);
        }
      }
    },
    subscribe(listener) {
      const entry = { listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    size: () => listeners.size,
  };
}
