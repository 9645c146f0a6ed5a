/** SOFTWARE_TOKEN_MFA: a code of the authenticator app. */
import { checkInput } from '../check-input.ts';
import type { Challenge } from './challenge.ts';

export const softwareTokenMfa: Challenge<'totp'> = {
  read: ({ FRIENDLY_DEVICE_NAME: deviceName }, username) => ({
    name: 'totp',
    username,
    deviceName,
  }),
  respond({ code }) {
    checkInput({ code });
    return { SOFTWARE_TOKEN_MFA_CODE: code };
  },
};
