'use client';
/** The 2 px thread on the card's top edge: it fills with the flow's progress and runs while a request is under way. */
import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { useFlowContext } from './flow-context.ts';
import { part, type PartProps } from './part.tsx';

const Line = /* #__PURE__ */ part('div', 'thread');

export interface ThreadProps extends PartProps<'div'> {
  /** 0 to 1; the flow's own by default. */
  progress?: number;
  running?: boolean;
}

export const Thread = /* #__PURE__ */ forwardRef<HTMLDivElement, ThreadProps>(function Thread(props, ref) {
  const flow = useFlowContext();
  const { progress = flow?.progress ?? 0, running = flow?.status === 'pending', ...rest } = props;
  const own = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => own.current as HTMLDivElement);
  // Through the CSSOM: as an attribute in a server's HTML, a strict CSP would refuse it.
  useEffect(() => {
    own.current?.style.setProperty('--ck-progress', `${Math.round(progress * 100)}%`);
  }, [progress]);
  return <Line aria-hidden="true" data-state={running ? 'running' : 'idle'} {...rest} ref={own} />;
});
