'use client';
/**
 * A dialog of the browser's own: it holds the focus, gives it back, and is left by Escape. A click beside it closes
 * nothing, since what was typed would be gone.
 */
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { CloseIcon } from '../parts/icons.tsx';
import { part } from '../parts/part.tsx';
import { useTexts } from '../ui-context.ts';

const Element = /* #__PURE__ */ part('dialog', 'dialog');
const CloseButton = /* #__PURE__ */ part('button', 'close');

export interface DialogProps {
  /** Its name, for those who cannot see it. */
  label: string;
  /** By Escape or the button. */
  onClose: () => void;
  children: ReactNode;
}

/** Open for as long as it is rendered. */
export function Dialog({ label, onClose, children }: DialogProps) {
  const { close } = useTexts();
  const ref = useRef<HTMLDialogElement>(null);
  // Before the element is taken away, or the browser could not give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <Element
      ref={ref}
      aria-label={label}
      // The browser closes it by Escape, whatever the page says. One that was opened again meanwhile stays.
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
