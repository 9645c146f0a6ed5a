/** BroadcastChannel for tabs that share one process. It records every message. */

export function createBroadcastChannels() {
  const open = new Set<Channel>();
  const messages: unknown[] = [];

  class Channel extends EventTarget {
    readonly name: string;
    constructor(name: string) {
      super();
      this.name = name;
      open.add(this);
    }
    postMessage(data: unknown) {
      messages.push(data);
      for (const other of open)
        if (other !== this && other.name === this.name)
          // Browsers deliver after the present task.
          setImmediate(() => {
            if (open.has(other)) other.dispatchEvent(new MessageEvent('message', { data }));
          });
    }
    close() {
      open.delete(this);
    }
  }
  return {
    Channel: Channel as unknown as typeof BroadcastChannel,
    messages,
    /** Returns how many channels are open. */
    count: () => open.size,
  };
}
