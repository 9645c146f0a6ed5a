'use client';
/** The field for a user attribute, by its Cognito name, with the autofill for that attribute. */
import type { ReactNode } from 'react';
import { entryOf } from '../error-text.ts';
import { useTexts } from '../ui-context.ts';
import { TextField } from './field.tsx';
import type { Check } from './form-context.ts';
import type { Values } from './form.tsx';
import { isEmail, isPhone, toPhone } from './identifier-field.tsx';

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims → https://html.spec.whatwg.org/#autofill */
const autofill: Readonly<
  Record<string, { autoComplete: string; type?: string; inputMode?: 'email' | 'url' }>
> = {
  address: { autoComplete: 'street-address' },
  birthdate: { autoComplete: 'bday', type: 'date' },
  email: { autoComplete: 'email', type: 'email', inputMode: 'email' },
  family_name: { autoComplete: 'family-name' },
  given_name: { autoComplete: 'given-name' },
  name: { autoComplete: 'name' },
  nickname: { autoComplete: 'nickname' },
  phone_number: { autoComplete: 'tel', type: 'tel' },
  website: { autoComplete: 'url', type: 'url', inputMode: 'url' },
};

export interface AttributeFieldProps {
  /** The Cognito name of the attribute, such as `given_name` or `custom:plan`. */
  name: string;
  /** Default: the language's word for the attribute, or else its name. */
  label?: ReactNode;
  /** Whether the field may stay empty. Default false. */
  optional?: boolean | undefined;
  /** The value that the input starts with. Default: empty. */
  defaultValue?: string | undefined;
  /** The type of the input. Default: by the attribute, else `text`. */
  type?: string | undefined;
  /** Checks a value that is not empty, after the kit's own check. Default: no further check. */
  check?: Check | undefined;
}

export function AttributeField(props: AttributeFieldProps) {
  const { name, label, optional = false, defaultValue, type, check: customCheck } = props;
  const { fields, missing, invalid } = useTexts();
  const text =
    (typeof label === 'string' ? label : undefined) ??
    entryOf<string>(fields.attributes, name) ??
    name.replace(/^custom:/, '').replaceAll('_', ' ');
  const missingText = () =>
    name === 'email'
      ? missing.email
      : name === 'phone_number'
        ? missing.phone
        : missing.other({ label: text });
  const check = (value: string) => {
    if (value.trim() === '') return optional ? undefined : missingText();
    if (name === 'email' && !isEmail(value)) return invalid.email;
    if (name === 'phone_number' && !isPhone(value)) return invalid.phone;
    return customCheck?.(value);
  };
  const isLeftToRight = name === 'email' || name === 'phone_number' || name === 'website';
  return (
    <TextField
      {...(entryOf(autofill, name) ?? { autoComplete: 'off' })}
      {...(type === undefined ? {} : { type })}
      {...(isLeftToRight ? { dir: 'ltr', autoCapitalize: 'none', spellCheck: false } : {})}
      name={name}
      label={label ?? text}
      check={check}
      required={!optional}
      optional={optional}
      defaultValue={defaultValue}
    />
  );
}

/** Returns the attributes that are not empty: trimmed, and phone numbers without separators. */
export const readAttributes = (values: Values, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = values.trimmed(name);
      return value === '' ? [] : [[name, name === 'phone_number' ? toPhone(value) : value]];
    }),
  );
