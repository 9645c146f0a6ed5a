/** Challenges that few pools ask, and the code that they need, in one download. */
import { readCustomChallenge } from './custom.ts';
import { readMfaSetup, readSelectMfa } from './mfa.ts';
import { readNewPasswordRequired } from './new-password-required.ts';
import { readPassword, readSelectChallenge } from './select-challenge.ts';
import { readWebAuthn } from './web-authn.ts';

export { proveDevice, storeDevice } from '../device/device.ts';
export { resetRequired, unconfirmed } from '../exception-steps.ts';

export const rare = {
  CUSTOM_CHALLENGE: readCustomChallenge,
  MFA_SETUP: readMfaSetup,
  NEW_PASSWORD_REQUIRED: readNewPasswordRequired,
  PASSWORD: readPassword,
  PASSWORD_SRP: readPassword,
  SELECT_CHALLENGE: readSelectChallenge,
  SELECT_MFA_TYPE: readSelectMfa,
  WEB_AUTHN: readWebAuthn,
};
