'use client';
/** A one-time code: one input of any length, which takes what a phone or a clipboard offers and then sends itself, once. */
import { forwardRef, useRef, type InputEvent } from 'react';
import { useUi } from '../ui-context.ts';
import { TextField, type TextFieldProps } from './field.tsx';
import { joined } from './part.tsx';

export interface CodeFieldProps extends Omit<TextFieldProps, 'label' | 'name'> {
  label?: TextFieldProps['label'];
  name?: string;
  /** Whether a full paste or autofill submits the form; true by default, false where more is asked beside the code. */
  submitsItself?: boolean;
}

/** What the service sends: 6 digits, or 8 where the code is the first factor. */
const isFull = (value: string) => /^(?:[0-9]{6}|[0-9]{8})$/.test(value);

/** Mails and apps show codes with spaces and dashes in them. */
const stripped = (value: string) => value.replace(/[\s\p{Pd}]/gu, '');

export const CodeField = /* #__PURE__ */ forwardRef<HTMLInputElement, CodeFieldProps>(function CodeField(
  { label, name = 'code', submitsItself = true, onInput, className, ...props },
  ref,
) {
  const { fields, missing, invalid } = useUi().texts;
  const before = useRef('');
  const sent = useRef('');

  const tidy = (event: InputEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const value = stripped(input.value);
    if (value !== input.value) input.value = value;
    onInput?.(event);
    // A paste over a wrong code of the same length makes it no longer.
    const pasted = event.nativeEvent.inputType === 'insertFromPaste';
    const arrivedAtOnce = pasted || value.length - before.current.length > 1;
    before.current = value;
    if (!submitsItself || !arrivedAtOnce || !isFull(value) || sent.current === value) return;
    sent.current = value;
    input.form?.requestSubmit();
  };

  return (
    <TextField
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]*"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      dir="ltr"
      required
      check={(value) => (value === '' ? missing.code : isFull(value) ? undefined : invalid.code)}
      {...props}
      ref={ref}
      name={name}
      label={label ?? fields.code}
      className={joined('ck-code', className)}
      onInput={tidy}
    />
  );
});
