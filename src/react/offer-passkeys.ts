/** For the components, which load it on demand. */
export { offerPasskeys } from '../flows/passkey-autofill.ts';
