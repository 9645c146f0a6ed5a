'use client';
/** A box and its label on one line, inside of a Field. The box's answer is `true`, or nothing. */
import { forwardRef, type ReactNode } from 'react';
import { Input, Label } from './field.tsx';
import type { PartProps } from './part.tsx';
import { Row } from './elements.tsx';

export interface CheckRowProps extends Omit<PartProps<'input'>, 'name' | 'type' | 'children'> {
  /** May hold a link. */
  label: ReactNode;
}

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
