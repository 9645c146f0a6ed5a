/**
 * A tab that is duplicated, or that opens another, gives it a copy of its sessionStorage, and so of the session in it.
 * The copies go separate ways, but a sign-out in one signs out all of them.
 * https://html.spec.whatwg.org/multipage/webstorage.html#the-sessionstorage-getter
 */
import type { SessionStorage } from '../session-record.ts';

/**
 * Ends a tab's session when a copy of it signs out.
 * @param tab The store of this tab. It is extended in place.
 * @param openChannel Opens the channel that carries the signed-out epoch, and nothing else.
 * @returns `tab`, with `endCopies`.
 */
export function withTabCopies(
  tab: SessionStorage,
  openChannel: () => BroadcastChannel | undefined,
): SessionStorage {
  return Object.assign(tab, {
    endCopies(epoch: string) {
      const channel = openChannel();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is its own origin's alone
      channel?.postMessage({ epoch });
      channel?.close();
    },
    watch(listener: () => void) {
      const channel = openChannel();
      const endEpoch = async (epoch: unknown) => {
        const record = await tab.read();
        if (record?.epoch !== epoch) return;
        await tab.clear(record);
        listener();
      };
      channel?.addEventListener('message', ({ data }) => void endEpoch((data as { epoch?: unknown }).epoch));
      return () => channel?.close();
    },
  });
}
