'use client';
/** The buttons: the one dominant action of a step, and the quiet ones. */
import { forwardRef, type MouseEvent } from 'react';
import { useForm } from './form-context.ts';
import { part, type PartProps } from './part.tsx';

const ButtonElement = /* #__PURE__ */ part('button', 'button');
const LinkElement = /* #__PURE__ */ part('button', 'link');

/**
 * Submits the form around it. While a request is pending, it stays focusable and keeps its text and its width; the
 * Thread shows the progress.
 */
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

/** A secondary button. With `type="submit"` its `name` and `value` are among the values of the form. */
export const QuietButton = /* #__PURE__ */ forwardRef<HTMLButtonElement, PartProps<'button'>>(
  function QuietButton(props, ref) {
    const { pending } = useForm();
    const isDisabled = (pending && props.type === 'submit') || undefined;
    return (
      <ButtonElement data-variant="quiet" type="button" aria-disabled={isDisabled} {...props} ref={ref} />
    );
  },
);

export interface LinkButtonProps extends PartProps<'button'> {
  /**
   * Whether the button ignores clicks. It stays focusable, and screen readers hear that it is disabled. Default false.
   */
  inactive?: boolean;
}

/** A button that looks like a link, since its target has no address. */
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
