/** The stores of one browser for one origin, which its tabs share: localStorage, IndexedDB and broadcast channels. */
import { IDBFactory } from 'fake-indexeddb';
import { createBroadcastChannels } from './broadcast-channels.ts';
import { webStorage } from './web-storage.ts';

export function createBrowserStores() {
  const indexedDB = new IDBFactory();
  const channels = createBroadcastChannels();
  const localItems = new Map<string, string>();
  const tabs = new Set<EventTarget>();

  return {
    indexedDB,
    channels,
    /** The items of localStorage. */
    localItems,
    /** localStorage without storage events. */
    localStorage: webStorage(localItems),
    /** Opens a tab and returns its `window`. `sessionItems` are its sessionStorage, which outlives a reload. */
    openTab: (sessionItems = new Map<string, string>()) => {
      const tab = new EventTarget();
      tabs.add(tab);
      /** Sends the storage event to each tab except the one that wrote, as browsers do. */
      const notifyOthers = (key: string) => {
        for (const other of tabs)
          if (other !== tab) other.dispatchEvent(Object.assign(new Event('storage'), { key }));
      };
      return {
        indexedDB,
        crypto,
        BroadcastChannel: channels.Channel,
        sessionStorage: webStorage(sessionItems),
        localStorage: webStorage(localItems, notifyOthers),
        addEventListener: tab.addEventListener.bind(tab),
        removeEventListener: tab.removeEventListener.bind(tab),
      };
    },
  };
}
