/** Exports `offerPasskeys` from the entry point without moving its chunk. */
import { offerPasskeys as offer } from './passkey-autofill.ts';

/**
 * Wraps `offerPasskeys`, which the components load on demand. Bundlers would put that file into the first download if
 * the entry point exported it directly.
 */
export const offerPasskeys: typeof offer = (host, flow, options) => offer(host, flow, options);
