/** BroadcastChannel for tabs that share one process, with everything written down that was said on it. */

export function createChannels() {
  const open = new Set<Channel>();
  const said: unknown[] = [];

  class Channel extends EventTarget {
    readonly name: string;
    constructor(name: string) {
      super();
      this.name = name;
      open.add(this);
    }
    postMessage(data: unknown) {
      said.push(data);
      for (const other of open)
        if (other !== this && other.name === this.name)
          // As a browser does, after the present task.
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
    said,
    /** How many are open. */
    count: () => open.size,
  };
}
