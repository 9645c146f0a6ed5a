/** Hands the focus on when what has it leaves the page; otherwise it would fall back to the page's beginning. */
import { useEffectEvent, useLayoutEffect, useRef } from 'react';

export function useHandOver<E extends HTMLElement>(next: (leaving: E) => HTMLElement | null) {
  const element = useRef<E>(null);
  const handOver = useEffectEvent((leaving: E) => next(leaving)?.focus());

  // A layout effect ends while its element is still in the page.
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      if (leaving?.contains(document.activeElement)) handOver(leaving);
    };
  }, []);
  return element;
}

/** The first control of the row after this one, or of the row before. */
export function neighbour(row: HTMLElement): HTMLElement | null {
  return (row.nextElementSibling ?? row.previousElementSibling)?.querySelector('button') ?? null;
}
