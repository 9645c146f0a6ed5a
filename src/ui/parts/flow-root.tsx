'use client';
/** A root that knows its flow: the parts inside ask it for the step and its progress. */
import { useMemo, useRef } from 'react';
import { WaysContext, type Ways } from '../flow-settings.ts';
import { FlowContext } from './flow-context.ts';
import { Root, type RootProps } from './root.tsx';

export interface FlowRootProps extends RootProps {
  state: { name: string; status: 'idle' | 'pending' };
  /** 0 to 1. */
  progress: number;
  ways: Ways;
  /** Gives the focus to the first step too; only for a page that is nothing but this. */
  autoFocus?: boolean;
}

export function FlowRoot({ state, progress, ways, autoFocus = false, ...root }: FlowRootProps) {
  const moved = useRef(false);
  const { name: step, status } = state;
  const flow = useMemo(
    () => ({ step, status, progress, moved, autoFocus }),
    [step, status, progress, autoFocus],
  );
  return (
    <WaysContext.Provider value={ways}>
      <FlowContext.Provider value={flow}>
        <Root data-step={step} data-state={status} {...root} />
      </FlowContext.Provider>
    </WaysContext.Provider>
  );
}
