'use client';
/** A ref to a value of the newest render, for code that outlives renders. */
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** Returns a ref that contains the value of the newest committed render. */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
