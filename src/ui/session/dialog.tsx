'use client';
/**
 * A dialog over the page, by the browser's `<dialog>`: it traps the focus, restores it at the end, and closes by Escape.
 * A click on the backdrop does not close it, since the user would lose what they typed.
 */
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { CloseIcon } from '../parts/icons.tsx';
import { part } from '../parts/part.tsx';
import { useTexts } from '../ui-context.ts';

const Element = /* #__PURE__ */ part('dialog', 'dialog');
const CloseButton = /* #__PURE__ */ part('button', 'close');

export interface DialogProps {
  /** The name of the dialog for screen readers. */
  label: string;
  /** Called when the user closes the dialog, by Escape or the button. */
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog, open while it is rendered. */
export function Dialog({ label, onClose, children }: DialogProps) {
  const { close } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  // A layout effect closes the dialog before React removes the element, so the browser can restore the focus.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <Element
      ref={ref}
      aria-label={label}
      // The browser closes the dialog at Escape by itself. A dialog that was opened again since then stays open.
      onClose={() => {
        if (!ref.current?.open) onClose();
      }}
    >
      {children}
      <CloseButton type="button" aria-label={close} title={close} onClick={onClose}>
        <CloseIcon />
      </CloseButton>
    </Element>
  );
}
