'use client';
/** The frame of a step: it slides in, and focuses its only input or else its heading. */
import { forwardRef, useEffect } from 'react';
import { useFlowContext } from './flow-context.ts';
import { part, useForwardedRef, type PartProps } from './part.tsx';

const Frame = /* #__PURE__ */ part('div', 'step');

/** Matches the inputs that a user can type into. */
const inputs = 'input:not([type=hidden], [type=checkbox], [readonly])';

function focusStep(step: HTMLElement) {
  const [first, second] = step.querySelectorAll<HTMLInputElement>(inputs);
  const target = first && !second ? first : step.querySelector<HTMLElement>('[data-part=heading]');
  target?.focus();
}

export const Step = /* #__PURE__ */ forwardRef<HTMLDivElement, PartProps<'div'>>(function Step(props, ref) {
  const flow = useFlowContext();
  const frame = useForwardedRef(ref);

  const hasShownStep = flow?.hasShownStep;
  const autoFocus = flow?.autoFocus ?? false;
  useEffect(() => {
    if (frame.current && hasShownStep && (hasShownStep.current || autoFocus)) focusStep(frame.current);
    // StrictMode runs this effect twice for the first mount, so the mark is set after both.
    const timer = setTimeout(() => {
      if (hasShownStep) hasShownStep.current = true;
    });
    return () => clearTimeout(timer);
  }, [frame, hasShownStep, autoFocus]);

  return <Frame data-step={flow?.step} {...props} ref={frame} />;
});
