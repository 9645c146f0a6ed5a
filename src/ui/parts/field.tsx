'use client';
/** A field and its four parts. `TextField` puts them together; apart, they make any other arrangement. */
import { forwardRef, useEffect, useId, useMemo, type InputEvent, type ReactNode } from 'react';
import { useLatest } from '../../react/use-latest.ts';
import { useUi } from '../ui-context.ts';
import { FieldContext, useField } from './field-context.ts';
import { useForm, type Check } from './form-context.ts';
import { AlertIcon } from './icons.tsx';
import { part, type PartProps } from './part.tsx';
import { Control, LabelRow, OptionalElement } from './elements.tsx';

const Box = /* #__PURE__ */ part('div', 'field');
const LabelElement = /* #__PURE__ */ part('label', 'label');
const InputElement = /* #__PURE__ */ part('input', 'input');
const HintElement = /* #__PURE__ */ part('div', 'hint');
const ErrorElement = /* #__PURE__ */ part('div', 'field-error');

export interface FieldProps extends PartProps<'div'> {
  name: string;
  check?: Check | undefined;
  /** Whether a Hint is inside, for `aria-describedby`. */
  hint?: boolean;
}

export const Field = /* #__PURE__ */ forwardRef<HTMLDivElement, FieldProps>(function Field(
  { name, check, hint = false, ...props },
  ref,
) {
  const form = useForm();
  const { add, messageId } = form;
  const id = useId();
  const latest = useLatest(check);
  useEffect(() => add(name, (value) => latest.current?.(value)), [add, name, latest]);
  const problem = form.problems[name];
  const rejected = form.rejected.includes(name);
  const field = useMemo<FieldContext>(
    () => ({
      name,
      inputId: `${id}i`,
      hintId: `${id}h`,
      // The service's error stands in the form's box; the field points there, until it has one of its own.
      errorId: problem === undefined ? messageId : `${id}e`,
      problem,
      invalid: problem !== undefined || rejected,
      hasHint: hint,
    }),
    [name, id, problem, rejected, messageId, hint],
  );
  return (
    <FieldContext.Provider value={field}>
      <Box data-state={field.invalid ? 'invalid' : 'valid'} {...props} ref={ref} />
    </FieldContext.Provider>
  );
});

export const Label = /* #__PURE__ */ forwardRef<HTMLLabelElement, PartProps<'label'>>(
  function Label(props, ref) {
    return (
      // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- by id, through the Field
      <LabelElement htmlFor={useField().inputId} {...props} ref={ref} />
    );
  },
);

export const Input = /* #__PURE__ */ forwardRef<HTMLInputElement, PartProps<'input'>>(
  function Input(props, ref) {
    const { name, inputId, hintId, errorId, invalid, hasHint } = useField();
    const { changed } = useForm();
    const { 'aria-describedby': more, onInput, ...rest } = props;
    const described = [hasHint && hintId, invalid && errorId, more].filter(Boolean).join(' ');
    return (
      <InputElement
        id={inputId}
        name={name}
        type="text"
        aria-invalid={invalid || undefined}
        aria-describedby={described || undefined}
        {...rest}
        ref={ref}
        onInput={(event: InputEvent<HTMLInputElement>) => {
          onInput?.(event);
          // What a box stands for is not in its value.
          if (event.currentTarget.type !== 'checkbox') changed(name, event.currentTarget.value);
        }}
      />
    );
  },
);

export const Hint = /* #__PURE__ */ forwardRef<HTMLDivElement, PartProps<'div'>>(function Hint(props, ref) {
  return <HintElement id={useField().hintId} {...props} ref={ref} />;
});

export const FieldError = /* #__PURE__ */ forwardRef<HTMLDivElement, PartProps<'div'>>(
  function FieldError(props, ref) {
    const { problem, errorId } = useField();
    if (problem === undefined) return null;
    return (
      <ErrorElement id={errorId} {...props} ref={ref}>
        <AlertIcon />
        <span>{problem}</span>
      </ErrorElement>
    );
  },
);

export interface TextFieldProps extends Omit<PartProps<'input'>, 'name' | 'children'> {
  name: string;
  label: ReactNode;
  check?: Check | undefined;
  hint?: ReactNode;
  /** Says so beside the label. */
  optional?: boolean;
  /** Beside the label, such as a link. */
  aside?: ReactNode;
  /** In the input's end, such as a button. */
  inside?: ReactNode;
}

/** Label, input, hint and error. The ref and other props go to the input. */
export const TextField = /* #__PURE__ */ forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { name, label, check, hint, optional = false, aside, inside, ...input },
  ref,
) {
  const { texts } = useUi();
  return (
    <Field name={name} check={check} hint={hint !== undefined}>
      <LabelRow>
        <Label>
          {label}
          {optional ? <OptionalElement> ({texts.fields.optional})</OptionalElement> : null}
        </Label>
        {aside}
      </LabelRow>
      <Control>
        <Input {...input} ref={ref} />
        {inside}
      </Control>
      <FieldError />
      {hint === undefined ? null : <Hint>{hint}</Hint>}
    </Field>
  );
});
