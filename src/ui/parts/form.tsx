'use client';
/**
 * A `<form>` for one step, which browsers, password managers and the Enter key can submit. Checks all fields at submit,
 * then those with a problem again while the user types. Values stay in the inputs: no secret enters React's state.
 */
import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type FormEvent,
  type RefObject,
} from 'react';
import { unexpectedError, type CognitoError } from '../../errors.ts';
import { fieldsAtFault } from '../error-fields.ts';
import { errorText } from '../error-text.ts';
import { useTexts } from '../ui-context.ts';
import { FormContext, type Check } from './form-context.ts';
import { Announcer } from './visually-hidden.tsx';
import { part, useForwardedRef, type PartProps } from './part.tsx';

const FormElement = /* #__PURE__ */ part('form', 'form');

/** The members that a form needs of a flow's state. Every flow's state has them. */
export interface FormFlow<Answer> {
  /** The name of the step. */
  name: string;
  status: 'idle' | 'pending';
  error: CognitoError | undefined;
  submit: (answer: Answer) => Promise<void>;
}

/** Reads the value of a field by its name: as it was typed, or with `trimmed` without the spaces around it. */
export interface Values {
  (name: string): string;
  trimmed: (name: string) => string;
}

export interface FormProps<Answer> extends Omit<PartProps<'form'>, 'onSubmit'> {
  /** The state of the flow: its `submit` receives the answer, and its `error` is shown. */
  flow: FormFlow<Answer>;
  /** Builds the answer of the step from the values of the fields. */
  answer: (values: Values) => Answer;
  /** Announced once while the request is pending. Default: nothing. */
  pendingText?: string | undefined;
}

type FormRef = RefObject<HTMLFormElement | null>;
type Problems = Record<string, string>;

/**
 * Reads the values of a form's fields.
 * @param submitter the pressed button, whose name and value are among the values
 */
const readValues = (form: HTMLFormElement, submitter: HTMLElement | null): Values => {
  const data = new FormData(form, submitter);
  const read = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return Object.assign(read, { trimmed: (name: string) => read(name).trim() });
};

const inputOf = ({ current: form }: FormRef, name: string) => {
  const element = form?.elements.namedItem(name);
  return element instanceof HTMLInputElement ? element : undefined;
};

/** Holds the checks of the fields, and runs them. */
function useChecks(stepName: string) {
  const texts = useTexts();
  const checks = useRef(new Map<string, Check>());

  const addCheck = useCallback((name: string, check: Check) => {
    checks.current.set(name, check);
    return () => void (checks.current.get(name) === check && checks.current.delete(name));
  }, []);

  /** Runs the check of one field. An app's check may fail: then a text is shown, and the page gets the error. */
  const check = useCallback(
    (name: string, value: string) => {
      const onFailure = (reason: unknown) => {
        globalThis.reportError?.(reason);
        return errorText(texts, unexpectedError(reason), stepName);
      };
      try {
        const problem = checks.current.get(name)?.(value);
        return problem instanceof Promise ? problem.catch(onFailure) : problem;
      } catch (reason) {
        return onFailure(reason);
      }
    },
    [texts, stepName],
  );

  const checkAll = (values: Values) =>
    [...checks.current.keys()].map((name) => [name, check(name, values(name))] as const);

  return [addCheck, check, checkAll] as const;
}

/** Holds the problems of the last submit. After a submit, one problem focuses its field; several focus the summary. */
function useProblems(form: FormRef, check: ReturnType<typeof useChecks>[1]) {
  const [problems, setProblems] = useState<Problems>({});
  const [attempt, setAttempt] = useState(0);

  /** Shows the problems of a submit, and returns whether there are any. */
  const showProblems = (results: readonly (readonly [name: string, problem: unknown])[]) => {
    const failed = results.filter((result): result is [string, string] => Boolean(result[1]));
    setProblems(Object.fromEntries(failed));
    setAttempt((count) => count + 1);
    return failed.length > 0;
  };

  const recheck = useCallback(
    (name: string, value: string) => {
      if (!(name in problems)) return;
      // The result of an asynchronous check counts at the next submit only, so its problem is removed here.
      const problem = check(name, value);
      const { [name]: _removed, ...others } = problems;
      setProblems(problem && typeof problem === 'string' ? { ...others, [name]: problem } : others);
    },
    [problems, check],
  );

  const focusedAttempt = useRef(0);
  useEffect(() => {
    if (attempt === focusedAttempt.current) return;
    focusedAttempt.current = attempt;
    const [first, second] = Object.keys(problems);
    if (second !== undefined) form.current?.querySelector<HTMLElement>('[data-part=summary]')?.focus();
    else if (first !== undefined) inputOf(form, first)?.focus();
  }, [form, attempt, problems]);

  return [problems, showProblems, recheck] as const;
}

/** Returns the fields that the service rejected. Focuses the first one and selects its text, so typing replaces it. */
function useRejectedFields(form: FormRef, error: CognitoError | undefined, message: string) {
  const rejectedFields = useMemo(() => (message ? fieldsAtFault(error) : []), [message, error]);
  useEffect(() => {
    const input = rejectedFields.map((name) => inputOf(form, name)).find(Boolean);
    input?.focus();
    input?.select();
  }, [form, rejectedFields]);
  return rejectedFields;
}

/**
 * Returns whether this form is submitting, and a function that says so during a promise. A resent code does not count.
 */
function useSubmitting() {
  const [isSubmitting, setSubmitting] = useState(false);
  const whileSubmitting = async <Result,>(work: Promise<Result>) => {
    setSubmitting(true);
    try {
      return await work;
    } finally {
      setSubmitting(false);
    }
  };
  return [isSubmitting, whileSubmitting] as const;
}

function FormPart<Answer>(
  { flow, answer, pendingText, children, ...props }: FormProps<Answer>,
  ref: React.ForwardedRef<HTMLFormElement>,
) {
  const formRef = useForwardedRef(ref);
  const messageId = useId();
  const { error } = flow;
  const message = errorText(useTexts(), error, flow.name);
  const [addCheck, check, checkAll] = useChecks(flow.name);
  const [problems, showProblems, recheck] = useProblems(formRef, check);
  const rejectedFields = useRejectedFields(formRef, error, message);
  const [isSubmitting, whileSubmitting] = useSubmitting();
  const pending = isSubmitting || flow.status === 'pending';

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (pending) return;
    const values = readValues(form, (event.nativeEvent as SubmitEvent).submitter ?? null);
    let results = checkAll(values);
    // Without an asynchronous check nothing is awaited, so `flow.submit` runs within the user's click.
    if (results.some(([, problem]) => problem instanceof Promise)) {
      const settled = results.map(async ([name, problem]) => [name, await problem] as const);
      results = await whileSubmitting(Promise.all(settled));
      if (!form.isConnected) return; // the user has left the step meanwhile
    }
    if (showProblems(results)) return;
    await whileSubmitting(flow.submit(answer(values)));
    if (!form.isConnected) form.reset(); // the step is over: the inputs forget their secrets
  };

  const context = useMemo(
    () => ({ pending, problems, rejectedFields, messageId, message, error, addCheck, recheck }),
    [pending, problems, rejectedFields, messageId, message, error, addCheck, recheck],
  );
  return (
    <FormContext.Provider value={context}>
      <FormElement
        method="post"
        noValidate
        data-state={pending ? 'pending' : 'idle'}
        {...props}
        ref={formRef}
        onSubmit={(event) => void submit(event)}
      >
        {children}
        <Announcer>{isSubmitting ? pendingText : ''}</Announcer>
      </FormElement>
    </FormContext.Provider>
  );
}

/** A form for one step of a flow. The cast keeps the type of the answer, which `forwardRef` would lose. */
export const Form = /* #__PURE__ */ forwardRef(FormPart as never) as unknown as <Answer>(
  props: FormProps<Answer> & React.RefAttributes<HTMLFormElement>,
) => React.ReactElement;
