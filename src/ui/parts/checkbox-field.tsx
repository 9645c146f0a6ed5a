'use client';
/** A box to tick, and what is said where it has to be ticked and is not. */
import { forwardRef } from 'react';
import { useUi } from '../ui-context.ts';
import { CheckRow, type CheckRowProps } from './check-row.tsx';
import { Field, FieldError } from './field.tsx';
import { useForm, type Check } from './form-context.ts';
import { OptionalElement } from './elements.tsx';

export interface CheckboxFieldProps extends CheckRowProps {
  name: string;
  optional?: boolean;
  /** Asked of a box that is ticked, or may stay empty: `true` or nothing. */
  check?: Check | undefined;
}

/** The ref and other props go to the input. */
export const CheckboxField = /* #__PURE__ */ forwardRef<HTMLInputElement, CheckboxFieldProps>(
  function CheckboxField({ name, label, optional = false, check: more, onChange, ...input }, ref) {
    const { fields, missing } = useUi().texts;
    const { changed } = useForm();
    const check = (value: string) => (optional || value === 'true' ? more?.(value) : missing.consent);
    return (
      <Field name={name} check={check}>
        <CheckRow
          required={!optional}
          {...input}
          ref={ref}
          onChange={(event) => {
            onChange?.(event);
            changed(name, event.currentTarget.checked ? 'true' : '');
          }}
          label={
            <>
              {label}
              {optional ? <OptionalElement> ({fields.optional})</OptionalElement> : null}
            </>
          }
        />
        <FieldError />
      </Field>
    );
  },
);
