'use client';
/** A checkbox and its label on one line. A sign-in loads it at the start, unlike the CheckboxField around it. */
import { forwardRef, type ReactNode } from 'react';
import { Row } from './elements.tsx';
import { Input, Label } from './field.tsx';
import type { PartProps } from './part.tsx';

export interface CheckRowProps extends Omit<PartProps<'input'>, 'name' | 'type' | 'children'> {
  /** The text of the label, which may contain a link. */
  label: ReactNode;
}

/**
 * A checkbox whose value is `true` if it is checked, and empty if not. The ref and other props go to the input.
 * @throws {Error} Outside of `<Field>`.
 */
export const CheckRow = /* #__PURE__ */ forwardRef<HTMLInputElement, CheckRowProps>(function CheckRow(
  { label, ...input },
  ref,
) {
  return (
    <Row data-variant="check">
      <Input {...input} ref={ref} type="checkbox" value="true" className="ck-check" />
      <Label>{label}</Label>
    </Row>
  );
});
