'use client';
/** A field with a checkbox, and the text that is shown if it must be checked and is not. */
import { forwardRef } from 'react';
import { useTexts } from '../ui-context.ts';
import { CheckRow, type CheckRowProps } from './check-row.tsx';
import { OptionalNote } from './elements.tsx';
import { Field, FieldError } from './field.tsx';
import { useForm, type Check } from './form-context.ts';

export interface CheckboxFieldProps extends CheckRowProps {
  /** The name of the input, by which the form reads its value. */
  name: string;
  /** Whether the checkbox may stay empty. Default false. */
  optional?: boolean;
  /** Checks the value, which is `true` or empty, after the kit's own check. Default: no further check. */
  check?: Check | undefined;
}

/** A field with a checkbox. The ref and other props go to the input. */
export const CheckboxField = /* #__PURE__ */ forwardRef<HTMLInputElement, CheckboxFieldProps>(
  function CheckboxField({ name, label, optional = false, check: customCheck, onChange, ...input }, ref) {
    const { fields, missing } = useTexts();
    const { recheck } = useForm();
    const check = (value: string) => (optional || value === 'true' ? customCheck?.(value) : missing.consent);
    return (
      <Field name={name} check={check}>
        <CheckRow
          required={!optional}
          {...input}
          ref={ref}
          onChange={(event) => {
            onChange?.(event);
            recheck(name, event.currentTarget.checked ? 'true' : '');
          }}
          label={
            <>
              {label}
              {optional ? <OptionalNote> ({fields.optional})</OptionalNote> : null}
            </>
          }
        />
        <FieldError />
      </Field>
    );
  },
);
