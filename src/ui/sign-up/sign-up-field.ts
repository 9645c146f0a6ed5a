/** The options of a field of the sign-up form. */
import type { ReactNode } from 'react';
import type { Check } from '../parts/form-context.ts';

/** The members of https://standardschema.dev that the kit uses. Schemas of Zod, Valibot and ArkType have them. */
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
  /** A Cognito attribute such as `given_name` or `custom:plan`; `username`; `password`; or a name of the app's own. */
  name: string;
  /** The label, which may contain a link, for example to the terms. Default: the language's word for the attribute. */
  label?: ReactNode;
  /** Whether the field may stay empty. Default false. */
  optional?: boolean | undefined;
  /**
   * The `type` of the input, or `checkbox` for consent: its value is `true` or empty, and it must be checked unless it is
   * optional. Default: by the attribute, else `text`.
   */
  type?: 'checkbox' | 'text' | 'email' | 'tel' | 'url' | 'date' | 'number' | undefined;
  /**
   * A function that returns the problem in words, or a Standard Schema. Runs after the kit's own checks. Default: none.
   */
  validate?: Check | StandardSchema | undefined;
  /**
   * The part of the request that contains the value. `clientMetadata` and `validationData` reach the pool's triggers.
   * Default: `attribute`, or `nothing` for a checkbox.
   */
  sentAs?: 'attribute' | 'clientMetadata' | 'validationData' | 'nothing' | undefined;
}

/** A field of the sign-up form: the name of a Cognito attribute, or an object with more options. */
export type SignUpField = string | SignUpFieldOptions;

/** Returns the check of a field: the function itself, or one that runs the schema and joins its messages. */
export const toCheck = (validate: SignUpFieldOptions['validate']): Check | undefined => {
  if (!validate || typeof validate === 'function') return validate;
  const problemOf = ({ issues }: SchemaResult) => issues?.map(({ message }) => message).join(' ');
  return (value) => {
    const result = validate['~standard'].validate(value);
    return result instanceof Promise ? result.then(problemOf) : problemOf(result);
  };
};
