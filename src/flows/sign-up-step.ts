/** The steps of a sign-up: who and with what, then the code that was sent, then done. */
import type { CodeDelivery } from '../protocol/code-delivery.ts';

export type SignUpStep =
  | { name: 'details'; username?: string | undefined }
  | { name: 'confirm'; username: string; delivery?: CodeDelivery }
  | { name: 'done'; username: string };

export interface SignUpAnswers {
  /** `attributes` by their Cognito names, such as `email`, `given_name`, `custom:plan`. */
  details: { username: string; password: string; attributes?: Readonly<Record<string, string>> };
  confirm: { code: string };
  done: never;
}
