'use client';
/** A field for a user attribute, by its Cognito name, with the autofill that the name stands for. */
import type { ReactNode } from 'react';
import { useUi } from '../ui-context.ts';
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
  name: string;
  label?: ReactNode;
  optional?: boolean | undefined;
  defaultValue?: string | undefined;
  type?: string | undefined;
  /** Asked when nothing else is wrong, and something was typed. */
  check?: Check | undefined;
}

export function AttributeField(props: AttributeFieldProps) {
  const { name, label, optional = false, defaultValue, type, check: more } = props;
  const { fields, missing, invalid } = useUi().texts;
  const known = Object.hasOwn(fields.attributes, name) ? fields.attributes[name] : undefined;
  const text =
    (typeof label === 'string' ? label : undefined) ??
    known ??
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
    return more?.(value);
  };
  const ltr = name === 'email' || name === 'phone_number' || name === 'website';
  return (
    <TextField
      {...(Object.hasOwn(autofill, name) ? autofill[name] : { autoComplete: 'off' })}
      {...(type === undefined ? {} : { type })}
      {...(ltr ? { dir: 'ltr', autoCapitalize: 'none', spellCheck: false } : {})}
      name={name}
      label={label ?? text}
      check={check}
      required={!optional}
      optional={optional}
      defaultValue={defaultValue}
    />
  );
}

/** The attributes that were filled in, trimmed, phone numbers as Cognito takes them. */
export const readAttributes = (values: Values, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = values.trimmed(name);
      return value === '' ? [] : [[name, name === 'phone_number' ? toPhone(value) : value]];
    }),
  );
