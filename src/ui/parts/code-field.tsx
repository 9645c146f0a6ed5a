'use client';
/** The field for a one-time code: a single input, filled by paste or autofill too, which then submits the form once. */
import { forwardRef, useRef, type InputEvent } from 'react';
import { joinTokens } from '../theme/appearance.ts';
import { useTexts } from '../ui-context.ts';
import { TextField, credentialAttributes, type TextFieldProps } from './field.tsx';

export interface CodeFieldProps extends Omit<TextFieldProps, 'label' | 'name'> {
  /** Default: the language's word for "Code". */
  label?: TextFieldProps['label'];
  /** The name of the input. Default `code`. */
  name?: string;
  /** Whether a full paste or autofill submits the form. Set it to false in a form with more fields. Default true. */
  submitsItself?: boolean;
}

/** Cognito's codes have 6 digits, or 8 where the code is the first factor. */
const isFull = (value: string) => /^(?:[0-9]{6}|[0-9]{8})$/.test(value);

/** Removes the spaces and dashes with which e-mails and apps show codes. */
const withoutSeparators = (value: string) => value.replace(/[\s\p{Pd}]/gu, '');

/** A field for a code of 6 or 8 digits. The ref and other props go to the input. */
export const CodeField = /* #__PURE__ */ forwardRef<HTMLInputElement, CodeFieldProps>(function CodeField(
  { label, name = 'code', submitsItself = true, onInput, className, ...props },
  ref,
) {
  const { fields, missing, invalid } = useTexts();
  const previous = useRef('');
  const submitted = useRef('');

  const onCodeInput = (event: InputEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const value = withoutSeparators(input.value);
    if (value !== input.value) input.value = value;
    onInput?.(event);
    // A paste over a wrong code of the same length adds no characters, so the length alone does not reveal it.
    const isPaste = event.nativeEvent.inputType === 'insertFromPaste';
    const arrivedAtOnce = isPaste || value.length - previous.current.length > 1;
    previous.current = value;
    if (!submitsItself || !arrivedAtOnce || !isFull(value) || submitted.current === value) return;
    submitted.current = value;
    input.form?.requestSubmit();
  };

  return (
    <TextField
      {...credentialAttributes}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]*"
      check={(value) => (value === '' ? missing.code : isFull(value) ? undefined : invalid.code)}
      {...props}
      ref={ref}
      name={name}
      label={label ?? fields.code}
      className={joinTokens('ck-code', className)}
      onInput={onCodeInput}
    />
  );
});
