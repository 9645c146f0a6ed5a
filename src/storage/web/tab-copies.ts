/**
 * A tab that is duplicated, or that opens another, leaves it a copy of its sessionStorage, and so of a session of its
 * own. Each goes on by itself, but a sign-out in one is a sign-out of them all.
 * https://html.spec.whatwg.org/multipage/webstorage.html#the-sessionstorage-getter
 */
import type { SessionStorage } from '../session-record.ts';

/** `open`: the channel on which an epoch that was signed out is told of, and nothing else. */
export function withCopies(tab: SessionStorage, open: () => BroadcastChannel | undefined): SessionStorage {
  return Object.assign(tab, {
    endCopies(epoch: string) {
      const channel = open();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is its own origin's alone
      channel?.postMessage({ epoch });
      channel?.close();
    },
    watch(listener: () => void) {
      const channel = open();
      const heard = async (epoch: unknown) => {
        const found = await tab.read();
        if (found?.epoch !== epoch) return;
        await tab.clear(found);
        listener();
      };
      channel?.addEventListener('message', ({ data }) => void heard((data as { epoch?: unknown }).epoch));
      return () => channel?.close();
    },
  });
}
