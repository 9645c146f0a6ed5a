'use client';
/** Messages: the service's error, and the summary of the form's own checks. */
import { forwardRef, useId, type ReactNode } from 'react';
import { useTexts } from '../ui-context.ts';
import { useForm } from './form-context.ts';
import { AlertIcon, CheckIcon } from './icons.tsx';
import { part, type PartProps } from './part.tsx';
import { useCountdown } from './use-countdown.ts';

const Box = /* #__PURE__ */ part('span', 'message');
const HintElement = /* #__PURE__ */ part('div', 'hint');
const Summary = /* #__PURE__ */ part('section', 'summary');
const SummaryHeading = /* #__PURE__ */ part('p', 'summary-heading');

/** A message with a colour and an icon, since not all users can tell colours apart. */
export const Message = /* #__PURE__ */ forwardRef<
  HTMLSpanElement,
  PartProps<'span'> & {
    /** The kind of the message, which decides its colour and its icon. */
    tone: 'danger' | 'notice' | 'success';
  }
>(function Message({ tone, children, ...props }, ref) {
  return (
    <Box data-tone={tone} {...props} ref={ref}>
      {tone === 'success' ? <CheckIcon /> : <AlertIcon />}
      <span>{children}</span>
    </Box>
  );
});

/**
 * The error of the form's last request, or `children` instead. The alert is rendered before it has a text, since a
 * screen reader announces only the changes of a live region.
 */
export function ErrorBox({ children }: { children?: ReactNode }) {
  const { message, messageId, error } = useForm();
  const text = children ?? message;
  return (
    <>
      <div role="alert" id={messageId || undefined}>
        {text ? <Message tone="danger">{text}</Message> : null}
      </div>
      {message && error?.retryAfter ? <RetryCountdown error={error} wait={error.retryAfter} /> : null}
    </>
  );
}

/** Shows how long the user must wait before the next attempt. Screen readers announce only the end. `wait` is in ms. */
function RetryCountdown({ error, wait }: { error: object; wait: number }) {
  const { retry } = useTexts();
  const seconds = useCountdown(Math.ceil(wait / 1000), error);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <HintElement>
      {seconds > 0 ? <span role="timer">{retry.in({ time })}</span> : null}
      <output>{seconds > 0 ? '' : retry.now}</output>
    </HintElement>
  );
}

/** Lists the problems of a form with links to their fields. Renders nothing below two problems. */
export function ErrorSummary() {
  const { problems } = useForm();
  const { summary } = useTexts();
  const id = useId();
  const entries = Object.entries(problems);
  if (entries.length < 2) return null;
  return (
    <Summary aria-labelledby={id} tabIndex={-1}>
      <SummaryHeading id={id}>{summary({ count: entries.length })}</SummaryHeading>
      <ul>
        {entries.map(([name, problem]) => (
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
