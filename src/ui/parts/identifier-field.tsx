'use client';
/** Who: a user name, an e-mail address or a phone number, with the keyboard and the autofill that belong to it. */
import { forwardRef } from 'react';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { useUi } from '../ui-context.ts';
import { TextField, type TextFieldProps } from './field.tsx';
import type { Values } from './form.tsx';

export interface IdentifierFieldProps extends Omit<TextFieldProps, 'name' | 'label'> {
  kind: IdentifierKind;
  name?: string;
  label?: TextFieldProps['label'];
}

export const isEmail = (value: string) => /^[^\s@]+@[^\s@]+$/.test(value.trim());
/** Cognito takes phone numbers in E.164: a plus, the country code, at most 15 digits. */
export const isPhone = (value: string) => /^\+[1-9]\d{4,14}$/.test(toPhone(value));
export const toPhone = (value: string) => value.replace(/[\s().-]/g, '');

/** A name as it goes out: without the spaces around it, a phone number as Cognito takes it. */
export const readIdentifier = (values: Values, kind: IdentifierKind, name = 'username'): string => {
  const typed = values.trimmed(name);
  return /phone|any/i.test(kind) && isPhone(typed) ? toPhone(typed) : typed;
};

// A keyboard for e-mail addresses has digits too.
const typed = {
  username: { type: 'text' },
  usernameOrEmail: { type: 'text' },
  usernameOrPhone: { type: 'text' },
  emailOrPhone: { type: 'text', inputMode: 'email' },
  any: { type: 'text' },
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel' },
} as const satisfies Record<IdentifierKind, object>;

export const IdentifierField = /* #__PURE__ */ forwardRef<HTMLInputElement, IdentifierFieldProps>(
  function IdentifierField({ kind, name = 'username', label, check: more, ...props }, ref) {
    const { fields, missing, invalid } = useUi().texts;
    const check = (value: string) => {
      if (value.trim() === '') return missing[kind];
      if (kind === 'email' && !isEmail(value)) return invalid.email;
      if (kind === 'phone' && !isPhone(value)) return invalid.phone;
      if (kind === 'emailOrPhone' && !isEmail(value) && !isPhone(value)) return invalid.emailOrPhone;
      return more?.(value);
    };
    return (
      <TextField
        {...typed[kind]}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        dir="ltr"
        required
        {...props}
        ref={ref}
        name={name}
        label={label ?? fields[kind]}
        check={check}
      />
    );
  },
);
