/**
 * The `amr` claim: the factors of a sign-in. AWS writes `amr` and `acr` only if the client requested a level with
 * TARGET_ACR_VALUES.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html
 */
import type { Proof } from '../state.ts';

/** Assumption: AWS documents only the example `["pwd", "otp", "mfa"]`. */
const methods = {
  pwd: ['pwd'],
  otp: ['otp'],
  sms: ['sms'],
  email: ['email_otp'],
  totp: ['otp'],
  webauthn: ['swk'],
  webauthn_uv: ['swk'],
  device: [],
  custom: [],
} satisfies Record<Proof, readonly string[]>;

const isMfa = (proven: readonly Proof[]) =>
  proven.includes('webauthn_uv') || new Set(proven.filter((proof) => methods[proof].length > 0)).size > 1;

/** https://www.rfc-editor.org/rfc/rfc8176#section-2 */
export const amrOf = (proven: readonly Proof[]): string[] => [
  ...new Set([
    ...proven.flatMap((proof): readonly string[] => methods[proof]),
    ...(isMfa(proven) ? ['mfa'] : []),
  ]),
];
