/** Fills the platform with the browser's own members where the config injects none. */
import type { CognitoConfig } from '../config/config.ts';
import { systemClock } from '../lib/clock.ts';
import type { Platform } from '../lib/platform.ts';

export const createPlatform = (config: CognitoConfig): Platform => ({
  clock: config.clock ?? systemClock,
  // Reads the global at each request, so a `fetch` that is replaced later is used.
  fetch: config.fetch ?? ((input, init) => fetch(input, init)),
  random: config.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
  passkeys: config.passkeys ?? {
    container: globalThis.navigator?.credentials,
    PublicKey: globalThis.PublicKeyCredential,
  },
  // An explicit `undefined` means that there is no page, as on a server.
  location: 'location' in config ? config.location : globalThis.location,
});
