'use client';
/** The field for a username, an e-mail address or a phone number, with the fitting keyboard and autofill. */
import { forwardRef } from 'react';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { useTexts } from '../ui-context.ts';
import { TextField, credentialAttributes, type TextFieldProps } from './field.tsx';
import type { Values } from './form.tsx';

export interface IdentifierFieldProps extends Omit<TextFieldProps, 'name' | 'label'> {
  /** Decides the label, the keyboard and the check. */
  kind: IdentifierKind;
  /** The name of the input. Default `username`. */
  name?: string;
  /** Default: the language's word for the kind. */
  label?: TextFieldProps['label'];
}

export const isEmail = (value: string) => /^[^\s@]+@[^\s@]+$/.test(value.trim());
/** Tests for E.164, the format that Cognito requires: a plus, the country code, at most 15 digits. */
export const isPhone = (value: string) => /^\+[1-9]\d{4,14}$/.test(toPhone(value));
/** Removes the characters with which users group the digits of a phone number. */
export const toPhone = (value: string) => value.replace(/[\s().-]/g, '');

/** Returns the identifier in the form that Cognito takes: trimmed, and a phone number without separators. */
export const readIdentifier = (values: Values, kind: IdentifierKind, name = 'username'): string => {
  const typed = values.trimmed(name);
  return /phone|any/i.test(kind) && isPhone(typed) ? toPhone(typed) : typed;
};

/** Tests whether `value` has the format of the kind. A username has none. */
export const fitsKind = (value: string, kind: IdentifierKind): boolean => {
  if (kind === 'email') return isEmail(value);
  if (kind === 'phone') return isPhone(value);
  return kind !== 'emailOrPhone' || isEmail(value) || isPhone(value);
};

/**
 * The keyboards. That for e-mail addresses has digits too, so it fits `emailOrPhone`. Other kinds get the normal one.
 */
const inputs: Partial<Record<IdentifierKind, Pick<TextFieldProps, 'type' | 'inputMode'>>> = {
  email: { type: 'email', inputMode: 'email' },
  phone: { type: 'tel' },
  emailOrPhone: { inputMode: 'email' },
};

/** A field for the identifier of a user. The ref and other props go to the input. */
export const IdentifierField = /* #__PURE__ */ forwardRef<HTMLInputElement, IdentifierFieldProps>(
  function IdentifierField({ kind, name = 'username', label, check: customCheck, ...props }, ref) {
    const { fields, missing, invalid } = useTexts();
    const check = (value: string) => {
      if (value.trim() === '') return missing[kind];
      if (!fitsKind(value, kind)) return invalid[kind as 'email' | 'phone' | 'emailOrPhone'];
      return customCheck?.(value);
    };
    return (
      <TextField
        {...inputs[kind]}
        {...credentialAttributes}
        autoComplete="username"
        {...props}
        ref={ref}
        name={name}
        label={label ?? fields[kind]}
        check={check}
      />
    );
  },
);
