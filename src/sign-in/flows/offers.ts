/** The public door to `offerPasskeys`, for those who ask for it at the start. */
import { offerPasskeys as offer } from './passkey-autofill.ts';

/**
 * A binding of its own: were the entry point to name the file itself, which the components load on demand, bundlers
 * would put it into what everybody downloads.
 */
export const offerPasskeys: typeof offer = (host, flow, options) => offer(host, flow, options);
