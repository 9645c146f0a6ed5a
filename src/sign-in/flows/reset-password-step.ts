/** The steps of a password reset: whose, then the code that was sent with the new password, then done. */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';

export type ResetPasswordStep =
  | { name: 'request'; username?: string | undefined }
  | { name: 'confirm'; username: string; delivery?: CodeDelivery }
  | { name: 'done'; username: string };

export interface ResetPasswordAnswers {
  request: { username: string };
  confirm: { code: string; newPassword: string };
  done: never;
}
