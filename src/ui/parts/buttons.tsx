'use client';
/** What is pressed: the one dominant action, and the quiet ones. */
import { forwardRef, type MouseEvent } from 'react';
import { useForm } from './form-context.ts';
import { part, type PartProps } from './part.tsx';

const ButtonElement = /* #__PURE__ */ part('button', 'button');
const LinkElement = /* #__PURE__ */ part('button', 'link');

/** While a request runs it stays focusable, and its text and width stay the same: the thread shows the wait. */
export const SubmitButton = /* #__PURE__ */ forwardRef<HTMLButtonElement, PartProps<'button'>>(
  function SubmitButton(props, ref) {
    const { pending } = useForm();
    return (
      <ButtonElement
        data-state={pending ? 'pending' : 'idle'}
        aria-disabled={pending || undefined}
        aria-busy={pending || undefined}
        {...props}
        ref={ref}
        type="submit"
      />
    );
  },
);

/** With `type="submit"`, another answer of the form: its `name` and `value` are among what was typed. */
export const QuietButton = /* #__PURE__ */ forwardRef<HTMLButtonElement, PartProps<'button'>>(
  function QuietButton(props, ref) {
    const { pending } = useForm();
    const waits = (pending && props.type === 'submit') || undefined;
    return <ButtonElement data-variant="quiet" type="button" aria-disabled={waits} {...props} ref={ref} />;
  },
);

export interface LinkButtonProps extends PartProps<'button'> {
  /** Shows that it does nothing now, and does nothing, but stays where the focus is. */
  inactive?: boolean;
}

/** Looks like a link, is a button: it goes nowhere that has an address. */
export const LinkButton = /* #__PURE__ */ forwardRef<HTMLButtonElement, LinkButtonProps>(function LinkButton(
  { inactive = false, onClick, ...props },
  ref,
) {
  return (
    <LinkElement
      type="button"
      aria-disabled={inactive || undefined}
      {...props}
      ref={ref}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        if (!inactive) onClick?.(event);
      }}
    />
  );
});
