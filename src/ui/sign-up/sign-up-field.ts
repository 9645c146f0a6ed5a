/** What an app may say of a field of the sign-up form. */
import type { ReactNode } from 'react';
import type { Check } from '../parts/form-context.ts';

/** As far as the kit uses https://standardschema.dev: Zod, Valibot, ArkType and others have it. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult | Promise<SchemaResult>;
  };
}

type SchemaResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

export interface SignUpFieldOptions {
  /** A Cognito attribute such as `given_name` or `custom:plan`, `username`, `password`, or a name of the app's own. */
  name: string;
  /** Default: the language's word for the attribute. A link may be in it, as to the terms. */
  label?: ReactNode;
  optional?: boolean | undefined;
  /** `checkbox` for consent: to be ticked, unless it is optional; its answer is `true` or nothing. Else an input's `type`. */
  type?: 'checkbox' | 'text' | 'email' | 'tel' | 'url' | 'date' | 'number' | undefined;
  /** Says what is wrong, in words; or a Standard Schema. It is asked after the kit's own checks. */
  validate?: Check | StandardSchema | undefined;
  /** Default: an attribute; a checkbox is sent nowhere. The other two reach the pool's triggers. */
  sentAs?: 'attribute' | 'clientMetadata' | 'validationData' | 'nothing' | undefined;
}

/** A field of the sign-up form: a Cognito attribute by its name, or more about it. */
export type SignUpField = string | SignUpFieldOptions;

export const toCheck = (validate: SignUpFieldOptions['validate']): Check | undefined => {
  if (!validate || typeof validate === 'function') return validate;
  const read = ({ issues }: SchemaResult) => issues?.map(({ message }) => message).join(' ');
  return (value) => {
    const result = validate['~standard'].validate(value);
    return result instanceof Promise ? result.then(read) : read(result);
  };
};
