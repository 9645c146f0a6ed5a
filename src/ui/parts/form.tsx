'use client';
/**
 * One real form for a step, which a browser, a password manager and the Enter key know how to send. It checks at submit,
 * then, as one types, the fields that failed. What is typed stays in the inputs: no secret enters React's state.
 */
import {
  forwardRef,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type FormEvent,
} from 'react';
import { unexpected, type CognitoError } from '../../errors.ts';
import { fieldsAtFault } from '../error-fields.ts';
import { errorText } from '../error-text.ts';
import { useUi } from '../ui-context.ts';
import { FormContext, type Check } from './form-context.ts';
import { Announcer } from './visually-hidden.tsx';
import { part, type PartProps } from './part.tsx';

const Element = /* #__PURE__ */ part('form', 'form');

/** As every state of a flow is. */
export interface Answerable<Answer> {
  name: string;
  status: 'idle' | 'pending';
  error: CognitoError | undefined;
  submit: (answer: Answer) => Promise<void>;
}

/** Reads a field by its name: as typed, or without the spaces around it. */
export interface Values {
  (name: string): string;
  trimmed: (name: string) => string;
}

export interface FormProps<Answer> extends Omit<PartProps<'form'>, 'onSubmit'> {
  /** The flow's state: what is submitted to, and whose error is shown. */
  flow: Answerable<Answer>;
  /** Makes the step's answer of what was typed. */
  answer: (values: Values) => Answer;
  /** Said once while the request is under way. */
  pendingText?: string | undefined;
}

const valuesOf = (form: HTMLFormElement, pressed: HTMLElement | null): Values => {
  // With the name and the value of the button that was pressed.
  const data = new FormData(form, pressed);
  const read = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return Object.assign(read, { trimmed: (name: string) => read(name).trim() });
};

const inputOf = (form: HTMLFormElement | null, name: string) => {
  const found = form?.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : undefined;
};

function FormPart<Answer>(
  { flow, answer, pendingText, children, ...props }: FormProps<Answer>,
  ref: React.ForwardedRef<HTMLFormElement>,
) {
  const { texts } = useUi();
  const own = useRef<HTMLFormElement>(null);
  useImperativeHandle(ref, () => own.current as HTMLFormElement);
  const fields = useRef(new Map<string, Check>());
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [attempt, setAttempt] = useState(0);
  const [sending, setSending] = useState(false);
  const messageId = useId();
  const pending = sending || flow.status === 'pending';
  const message = errorText(texts, flow.error, flow.name);
  const { error } = flow;
  const rejected = useMemo(() => (message ? fieldsAtFault(error) : []), [message, error]);

  const add = useCallback((name: string, check: Check) => {
    fields.current.set(name, check);
    return () => void (fields.current.get(name) === check && fields.current.delete(name));
  }, []);

  /** The app's own check may fail itself: that is said beside the field, and told to the page. */
  const judge = useCallback(
    (check: Check | undefined, value: string) => {
      const failed = (reason: unknown) => {
        globalThis.reportError?.(reason);
        return errorText(texts, unexpected(reason), flow.name);
      };
      try {
        const problem = check?.(value);
        return problem instanceof Promise ? problem.catch(failed) : problem;
      } catch (reason) {
        return failed(reason);
      }
    },
    [texts, flow.name],
  );

  const changed = useCallback(
    (name: string, value: string) => {
      if (!(name in problems)) return;
      // What takes time to check is checked at the next submit.
      const problem = judge(fields.current.get(name), value);
      const { [name]: _gone, ...others } = problems;
      setProblems(problem && typeof problem === 'string' ? { ...others, [name]: problem } : others);
    },
    [problems, judge],
  );

  /** What goes on meanwhile is this form's; another code on its way, or another step, is not. */
  const whileSending = async <Result,>(work: Promise<Result>) => {
    setSending(true);
    try {
      return await work;
    } finally {
      setSending(false);
    }
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (pending) return;
    const values = valuesOf(form, (event.nativeEvent as SubmitEvent).submitter ?? null);
    let checked = [...fields.current].map(([name, check]) => [name, judge(check, values(name))] as const);
    if (checked.some(([, problem]) => problem instanceof Promise)) {
      const waited = checked.map(async ([name, problem]) => [name, await problem] as const);
      checked = await whileSending(Promise.all(waited));
      if (!form.isConnected) return; // the person went another way meanwhile
    }
    const found = checked.filter((one): one is [string, string] => Boolean(one[1]));
    setProblems(Object.fromEntries(found));
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    await whileSending(flow.submit(answer(values)));
    if (!form.isConnected) form.reset(); // the step is behind us: its secrets go with it
  };

  // Several problems are gathered in a summary, which takes the focus; a single one sends the focus to its field.
  const asked = useRef(0);
  useEffect(() => {
    if (attempt === asked.current) return;
    asked.current = attempt;
    const names = Object.keys(problems);
    if (names.length === 1) inputOf(own.current, names[0] ?? '')?.focus();
    else if (names.length > 1) own.current?.querySelector<HTMLElement>('[data-part=summary]')?.focus();
  }, [attempt, problems]);

  // The service said no: back to the field at fault, its text selected, so that typing replaces it.
  useEffect(() => {
    const input = rejected.map((name) => inputOf(own.current, name)).find(Boolean);
    input?.focus();
    input?.select();
  }, [rejected]);

  const context = useMemo(
    () => ({ pending, problems, rejected, messageId, message, error, add, changed }),
    [pending, problems, rejected, messageId, message, error, add, changed],
  );
  return (
    <FormContext.Provider value={context}>
      <Element
        method="post"
        noValidate
        data-state={pending ? 'pending' : 'idle'}
        {...props}
        ref={own}
        onSubmit={(event) => void submit(event)}
      >
        {children}
        <Announcer>{sending ? pendingText : ''}</Announcer>
      </Element>
    </FormContext.Provider>
  );
}

/** Keeps the answer's type through `forwardRef`. */
export const Form = /* #__PURE__ */ forwardRef(FormPart as never) as unknown as <Answer>(
  props: FormProps<Answer> & React.RefAttributes<HTMLFormElement>,
) => React.ReactElement;
