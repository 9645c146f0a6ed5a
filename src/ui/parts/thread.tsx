'use client';
/** The 2 px line on the card's top edge: it fills with the flow's progress and moves while a request is pending. */
import { forwardRef, useEffect } from 'react';
import { useFlowContext } from './flow-context.ts';
import { part, useForwardedRef, type PartProps } from './part.tsx';

const Line = /* #__PURE__ */ part('div', 'thread');

export interface ThreadProps extends PartProps<'div'> {
  /** The filled part, from 0 to 1. Default: the progress of the flow, or 0 outside of a flow. */
  progress?: number;
  /** Whether the line moves. Default: while the flow is pending. */
  running?: boolean;
}

export const Thread = /* #__PURE__ */ forwardRef<HTMLDivElement, ThreadProps>(function Thread(props, ref) {
  const flow = useFlowContext();
  const { progress = flow?.progress ?? 0, running = flow?.status === 'pending', ...rest } = props;
  const line = useForwardedRef(ref);
  // A strict CSP blocks a style attribute in a server's HTML, so the progress is set through the CSSOM.
  useEffect(() => {
    line.current?.style.setProperty('--ck-progress', `${Math.round(progress * 100)}%`);
  }, [line, progress]);
  return <Line aria-hidden="true" data-state={running ? 'running' : 'idle'} {...rest} ref={line} />;
});
