'use client';
/** What went wrong: the service's answer, and the summary of a form's own checks. */
import { forwardRef, useId, type ReactNode } from 'react';
import { useUi } from '../ui-context.ts';
import { useForm } from './form-context.ts';
import { AlertIcon, CheckIcon } from './icons.tsx';
import { part, type PartProps } from './part.tsx';
import { useCountdown } from './use-countdown.ts';

const Box = /* #__PURE__ */ part('span', 'message');
const HintElement = /* #__PURE__ */ part('div', 'hint');
const Summary = /* #__PURE__ */ part('section', 'summary');
const SummaryHeading = /* #__PURE__ */ part('p', 'summary-heading');

/** A message with an icon, since colour alone does not reach everybody. */
export const Message = /* #__PURE__ */ forwardRef<
  HTMLSpanElement,
  PartProps<'span'> & { tone: 'danger' | 'notice' | 'success' }
>(function Message({ tone, children, ...props }, ref) {
  return (
    <Box data-tone={tone} {...props} ref={ref}>
      {tone === 'success' ? <CheckIcon /> : <AlertIcon />}
      <span>{children}</span>
    </Box>
  );
});

/** The alert is there before its text, or screen readers would miss it. */
export function ErrorBox({ children }: { children?: ReactNode }) {
  const { message, messageId, error } = useForm();
  const text = children ?? message;
  return (
    <>
      <div role="alert" id={messageId || undefined}>
        {text ? <Message tone="danger">{text}</Message> : null}
      </div>
      {message && error?.retryAfter ? <Wait error={error} milliseconds={error.retryAfter} /> : null}
    </>
  );
}

/** How long until another try can succeed: seen all the time, announced only at its end. */
function Wait({ error, milliseconds }: { error: object; milliseconds: number }) {
  const { retry } = useUi().texts;
  const left = useCountdown(Math.ceil(milliseconds / 1000), error);
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <HintElement>
      {left > 0 ? <span role="timer">{retry.in({ time })}</span> : null}
      <output>{left > 0 ? '' : retry.now}</output>
    </HintElement>
  );
}

/** Shown when more than one field failed; its links lead to them. */
export function ErrorSummary() {
  const { problems } = useForm();
  const { texts } = useUi();
  const id = useId();
  const found = Object.entries(problems);
  if (found.length < 2) return null;
  return (
    <Summary aria-labelledby={id} tabIndex={-1}>
      <SummaryHeading id={id}>{texts.summary({ count: found.length })}</SummaryHeading>
      <ul>
        {found.map(([name, problem]) => (
          <li key={name}>
            <a
              href={`#${name}`}
              onClick={(event) => {
                event.preventDefault();
                const input = event.currentTarget.closest('form')?.elements.namedItem(name);
                if (input instanceof HTMLElement) input.focus();
              }}
            >
              {problem}
            </a>
          </li>
        ))}
      </ul>
    </Summary>
  );
}
