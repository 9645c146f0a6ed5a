'use client';
/** A field and its four parts: label, input, hint and error. `TextField` arranges them in the default way. */
import {
  createContext,
  forwardRef,
  useContext,
  useEffect,
  useId,
  useMemo,
  type InputEvent,
  type ReactNode,
} from 'react';
import { useLatest } from '../../react/use-latest.ts';
import { joinTokens } from '../theme/appearance.ts';
import { useTexts } from '../ui-context.ts';
import { Control, LabelRow, OptionalNote } from './elements.tsx';
import { useForm, type Check } from './form-context.ts';
import { AlertIcon } from './icons.tsx';
import { part, type PartProps } from './part.tsx';

const Box = /* #__PURE__ */ part('div', 'field');
const LabelElement = /* #__PURE__ */ part('label', 'label');
const InputElement = /* #__PURE__ */ part('input', 'input');
const HintElement = /* #__PURE__ */ part('div', 'hint');
const ErrorElement = /* #__PURE__ */ part('div', 'field-error');

/** Ties the parts of a field together. */
interface FieldContextValue {
  name: string;
  inputId: string;
  hintId: string;
  errorId: string;
  problem: string | undefined;
  invalid: boolean;
  hasHint: boolean;
}

const FieldContext = createContext<FieldContextValue | undefined>(undefined);

function useField(): FieldContextValue {
  const field = useContext(FieldContext);
  if (!field)
    throw new Error(
      'A Label, Input, Hint or FieldError is outside of a Field, so it belongs to no input. Render it inside <Field name="…">.',
    );
  return field;
}

export interface FieldProps extends PartProps<'div'> {
  /** The name of the input, by which the form reads its value. */
  name: string;
  /** Checks the value at submit, and again while the user types if it has a problem. Default: no check. */
  check?: Check | undefined;
  /** Whether a Hint is inside, for `aria-describedby`. Default false. */
  hint?: boolean;
}

/** A field: registers its check with the form, and provides its ids and its problem to the parts inside. */
export const Field = /* #__PURE__ */ forwardRef<HTMLDivElement, FieldProps>(function Field(
  { name, check, hint = false, ...props },
  ref,
) {
  const { addCheck, messageId, problems, rejectedFields } = useForm();
  const id = useId();
  const latest = useLatest(check);
  useEffect(() => addCheck(name, (value) => latest.current?.(value)), [addCheck, name, latest]);
  const problem = problems[name];
  const isRejected = rejectedFields.includes(name);
  const field = useMemo<FieldContextValue>(
    () => ({
      name,
      inputId: `${id}i`,
      hintId: `${id}h`,
      // A field without a problem of its own is described by the service's error in the form's ErrorBox.
      errorId: problem === undefined ? messageId : `${id}e`,
      problem,
      invalid: problem !== undefined || isRejected,
      hasHint: hint,
    }),
    [name, id, problem, isRejected, messageId, hint],
  );
  return (
    <FieldContext.Provider value={field}>
      <Box data-state={field.invalid ? 'invalid' : 'valid'} {...props} ref={ref} />
    </FieldContext.Provider>
  );
});

/**
 * The label of a field.
 * @throws {Error} Outside of `<Field>`.
 */
export const Label = /* #__PURE__ */ forwardRef<HTMLLabelElement, PartProps<'label'>>(
  function Label(props, ref) {
    return (
      // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- associated by the id from the Field
      <LabelElement htmlFor={useField().inputId} {...props} ref={ref} />
    );
  },
);

/**
 * The input of a field.
 * @throws {Error} Outside of `<Field>`.
 */
export const Input = /* #__PURE__ */ forwardRef<HTMLInputElement, PartProps<'input'>>(
  function Input(props, ref) {
    const { name, inputId, hintId, errorId, invalid, hasHint } = useField();
    const { recheck } = useForm();
    const { 'aria-describedby': describedBy, onInput, ...rest } = props;
    return (
      <InputElement
        id={inputId}
        name={name}
        type="text"
        aria-invalid={invalid || undefined}
        aria-describedby={joinTokens(hasHint && hintId, invalid && errorId, describedBy) || undefined}
        {...rest}
        ref={ref}
        onInput={(event: InputEvent<HTMLInputElement>) => {
          onInput?.(event);
          // The value of a checkbox does not say whether it is checked; CheckboxField checks it again.
          if (event.currentTarget.type !== 'checkbox') recheck(name, event.currentTarget.value);
        }}
      />
    );
  },
);

/**
 * A hint below an input. Its Field needs the prop `hint`.
 * @throws {Error} Outside of `<Field>`.
 */
export const Hint = /* #__PURE__ */ forwardRef<HTMLDivElement, PartProps<'div'>>(function Hint(props, ref) {
  return <HintElement id={useField().hintId} {...props} ref={ref} />;
});

/**
 * The problem of a field; renders nothing if there is none.
 * @throws {Error} Outside of `<Field>`.
 */
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
  /** The name of the input, by which the form reads its value. */
  name: string;
  /** The text of the label, always visible. */
  label: ReactNode;
  /** Checks the value at submit, and again while the user types if it has a problem. Default: no check. */
  check?: Check | undefined;
  /** A text below the input. Default: none. */
  hint?: ReactNode;
  /** Whether the label says that the field may stay empty. Default false. */
  optional?: boolean;
  /** An element beside the label, such as a link. */
  aside?: ReactNode;
  /** An element at the end of the input, such as a button. */
  inside?: ReactNode;
}

/** The attributes of an input for an identifier, a password or a code: required, and never corrected by the browser. */
export const credentialAttributes = {
  autoCapitalize: 'none',
  autoCorrect: 'off',
  spellCheck: false,
  dir: 'ltr',
  required: true,
} as const;

/** A field with label, input, hint and error. The ref and other props go to the input. */
export const TextField = /* #__PURE__ */ forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { name, label, check, hint, optional = false, aside, inside, ...input },
  ref,
) {
  const { fields } = useTexts();
  return (
    <Field name={name} check={check} hint={hint !== undefined}>
      <LabelRow>
        <Label>
          {label}
          {optional ? <OptionalNote> ({fields.optional})</OptionalNote> : null}
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
