'use client';
/** A box to tick. Its answer is `true`, or nothing. */
import { forwardRef, type ReactNode } from 'react';
import { useUi } from '../ui-context.ts';
import { Field, FieldError, Input, Label } from './field.tsx';
import { useForm } from './form-context.ts';
import type { PartProps } from './part.tsx';
import { OptionalElement, Row } from './simple.ts';

export interface CheckboxFieldProps extends Omit<PartProps<'input'>, 'name' | 'type' | 'children'> {
  name: string;
  /** May hold a link. */
  label: ReactNode;
  optional?: boolean;
}

/** The ref and other props go to the input. */
export const CheckboxField = /* #__PURE__ */ forwardRef<HTMLInputElement, CheckboxFieldProps>(
  ({ name, label, optional = false, onChange, ...input }, ref) => {
    const { fields, missing } = useUi().texts;
    const { changed } = useForm();
    const check = (value: string) => (optional || value === 'true' ? undefined : missing.consent);
    return (
      <Field name={name} label={name} check={check}>
        <Row data-variant="check">
          <Input
            required={!optional}
            {...input}
            ref={ref}
            type="checkbox"
            value="true"
            className="ck-check"
            onChange={(event) => {
              onChange?.(event);
              changed(name, event.currentTarget.checked ? 'true' : '');
            }}
          />
          <Label>
            {label}
            {optional ? <OptionalElement> ({fields.optional})</OptionalElement> : null}
          </Label>
        </Row>
        <FieldError />
      </Field>
    );
  },
);
CheckboxField.displayName = 'CheckboxField';
