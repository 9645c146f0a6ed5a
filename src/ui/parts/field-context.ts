'use client';
/** Ties a field's label, input, hint and error together. */
import { createContext, useContext } from 'react';

export interface FieldContext {
  name: string;
  inputId: string;
  hintId: string;
  errorId: string;
  problem: string | undefined;
  invalid: boolean;
  hasHint: boolean;
}

export const FieldContext = createContext<FieldContext | undefined>(undefined);

export function useField(): FieldContext {
  const field = useContext(FieldContext);
  if (!field)
    throw new Error(
      'A Label, Input, Hint or FieldError stands outside of a Field, so it has nothing to belong to. Put it inside <Field name="…">.',
    );
  return field;
}
