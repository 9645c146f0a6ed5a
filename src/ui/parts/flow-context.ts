'use client';
/** What the parts inside a flow know of it: which step it is at, and how far that is. */
import { createContext, useContext, type RefObject } from 'react';

export interface FlowContext {
  step: string;
  status: 'idle' | 'pending';
  /** 0 to 1. */
  progress: number;
  /** True once a step has been shown, so that the first mount leaves the focus alone. */
  moved: RefObject<boolean>;
  autoFocus: boolean;
}

export const FlowContext = createContext<FlowContext | undefined>(undefined);
export const useFlowContext = (): FlowContext | undefined => useContext(FlowContext);
