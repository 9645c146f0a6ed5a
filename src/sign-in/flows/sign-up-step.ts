/** The steps of a sign-up: who and with what, then the code that was sent, then done. */
import type { AttributeName, Attributes } from '../../protocol/attribute-names.ts';
import type { CodeDelivery } from '../../protocol/code-delivery.ts';

export type SignUpStep =
  | { name: 'details'; username?: string | undefined }
  /** `aliasTaken`: another account has the address. An answer with `forceAlias` takes it over. */
  | { name: 'confirm'; username: string; delivery?: CodeDelivery; aliasTaken?: boolean }
  | { name: 'done'; username: string };

/** `Named`: the attributes that the config says the pool wants. Where it says none, any may be given. */
export interface SignUpAnswers<Named extends AttributeName = AttributeName> {
  details: SignUpDetails & GivenAttributes<Named>;
  confirm: { code: string; forceAlias?: boolean };
  done: never;
}

/** By their Cognito names, such as `email`, `given_name`, `custom:plan`. */
type GivenAttributes<Named extends AttributeName> = AttributeName extends Named
  ? { attributes?: Attributes }
  : { attributes: Attributes<Named> };

interface SignUpDetails {
  /** A user name, or an e-mail address or a phone number where the pool signs people up by those. */
  username: string;
  /** Left out where the pool lets people in without: by codes or a passkey. */
  password?: string | undefined;
  /** For the pool's triggers. */
  validationData?: Readonly<Record<string, string>>;
  clientMetadata?: Readonly<Record<string, string>>;
}
