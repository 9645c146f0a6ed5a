/** Moves the focus when the element that has it leaves the page. Otherwise it would return to the page's start. */
import { useEffectEvent, useLayoutEffect, useRef } from 'react';

export function useMoveFocus<E extends HTMLElement>(next: (leaving: E) => HTMLElement | null) {
  const element = useRef<E>(null);
  const moveFocus = useEffectEvent((leaving: E) => next(leaving)?.focus());

  // A layout effect is cleaned up while its element is still in the page.
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      if (leaving?.contains(document.activeElement)) moveFocus(leaving);
    };
  }, []);
  return element;
}

/** Returns the first button of the next row, or else of the previous one. */
export function neighbour(row: HTMLElement): HTMLElement | null {
  return (row.nextElementSibling ?? row.previousElementSibling)?.querySelector('button') ?? null;
}
