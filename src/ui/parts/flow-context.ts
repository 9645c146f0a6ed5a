'use client';
/** The context of a flow, for the parts inside: its step, its progress, and the rule for the focus. */
import { createContext, useContext, type RefObject } from 'react';

export interface FlowContext {
  /** The name of the step. */
  step: string;
  status: 'idle' | 'pending';
  /** The part of the flow that is behind the user, from 0 to 1. */
  progress: number;
  /** True once a step has been on screen, so the first mount leaves the focus alone. */
  hasShownStep: RefObject<boolean>;
  /** Whether the first step takes the focus too. */
  autoFocus: boolean;
}

export const FlowContext = createContext<FlowContext | undefined>(undefined);

/** Returns the flow around the component, or undefined outside of a flow. */
export const useFlowContext = (): FlowContext | undefined => useContext(FlowContext);
