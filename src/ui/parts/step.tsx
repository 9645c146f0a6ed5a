'use client';
/** One step: it slides in, and gives the focus to its only input, or else to its heading. */
import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { useFlowContext } from './flow-context.ts';
import { part, type PartProps } from './part.tsx';

const Frame = /* #__PURE__ */ part('div', 'step');

/** What a person can type into: neither hidden nor read-only, nor a box. */
const inputs = 'input:not([type=hidden], [type=checkbox], [readonly])';

function focusStep(step: HTMLElement) {
  const found = step.querySelectorAll<HTMLInputElement>(inputs);
  const target = found.length === 1 ? found[0] : step.querySelector<HTMLElement>('[data-part=heading]');
  target?.focus();
}

export const Step = /* #__PURE__ */ forwardRef<HTMLDivElement, PartProps<'div'>>(function Step(props, ref) {
  const flow = useFlowContext();
  const own = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => own.current as HTMLDivElement);

  const moved = flow?.moved;
  const autoFocus = flow?.autoFocus ?? false;
  useEffect(() => {
    if (own.current && moved && (moved.current || autoFocus)) focusStep(own.current);
    // Only what is shown after a moment counts as a move: StrictMode runs this twice for the first mount.
    const later = setTimeout(() => {
      if (moved) moved.current = true;
    });
    return () => clearTimeout(later);
  }, [moved, autoFocus]);

  return <Frame data-step={flow?.step} {...props} ref={own} />;
});
