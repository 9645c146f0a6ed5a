/** Challenges that few pools ask: one download for all of them, and what they need. */
import { customChallenge } from './custom-challenge.ts';
import { mfaSetup } from './mfa-setup.ts';
import { newPasswordRequired } from './new-password-required.ts';
import { password, selectChallenge } from './select-challenge.ts';
import { selectMfaType } from './select-mfa-type.ts';
import { webAuthn } from './web-authn.ts';

export { keepDevice, proveDevice } from '../device/device.ts';
export { resetRequired } from '../reset-required.ts';
export { unconfirmed } from '../unconfirmed.ts';

export const rare = {
  CUSTOM_CHALLENGE: customChallenge,
  MFA_SETUP: mfaSetup,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  PASSWORD: password,
  PASSWORD_SRP: password,
  SELECT_CHALLENGE: selectChallenge,
  SELECT_MFA_TYPE: selectMfaType,
  WEB_AUTHN: webAuthn,
};
