/** For the components, which load it on demand. */
export { offerPasskeys } from '../sign-in/flows/passkey-autofill.ts';
