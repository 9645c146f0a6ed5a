'use client';
/** The root of a flow: provides the step, its progress and the flow's settings to the parts inside. */
import { useMemo, useRef } from 'react';
import { FlowSettingsContext, withoutFlowSettings, type FlowSettings } from '../flow-settings.ts';
import { FlowContext } from './flow-context.ts';
import { Root, type RootProps } from './root.tsx';

export interface FlowRootProps extends FlowSettings, RootProps {
  /** The state of the flow. */
  state: { name: string; status: 'idle' | 'pending' };
  /** The part of the flow that is behind the user, from 0 to 1. */
  progress: number;
  /**
   * Whether the first step takes the focus too. Set it to true only on a page that contains nothing else. Default
   * false.
   */
  autoFocus?: boolean;
}

/** Renders the root element of a flow, with the contexts that its parts read. */
export function FlowRoot({ state, progress, autoFocus = false, ...props }: FlowRootProps) {
  const hasShownStep = useRef(false);
  const { name: step, status } = state;
  const flow = useMemo(
    () => ({ step, status, progress, hasShownStep, autoFocus }),
    [step, status, progress, autoFocus],
  );
  return (
    <FlowSettingsContext.Provider value={props}>
      <FlowContext.Provider value={flow}>
        <Root data-step={step} data-state={status} {...withoutFlowSettings(props)} />
      </FlowContext.Provider>
    </FlowSettingsContext.Provider>
  );
}
