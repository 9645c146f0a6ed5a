/**
 * Calls back when a page returns: online again, visible again, or restored from the back-forward cache, where it
 * received no events. https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */

/** The used part of the browser's `window`. Elsewhere all of it may be missing. */
export interface PageEvents {
  addEventListener?: EventTarget['addEventListener'] | undefined;
  removeEventListener?: EventTarget['removeEventListener'] | undefined;
  readonly document?: { readonly visibilityState?: string } | undefined;
}

/**
 * Calls back when the page returns.
 * @returns Ends the subscription.
 */
export function onReturn(page: PageEvents, listener: () => void): () => void {
  const onEvent = (event: Event) => {
    // Ignores the `pageshow` of a first load, and events of a hidden page.
    const { persisted = page.document?.visibilityState !== 'hidden' } = event as Partial<PageTransitionEvent>;
    if (persisted) listener();
  };
  // `visibilitychange` is an event of the document, and bubbles.
  const types = ['online', 'visibilitychange', 'pageshow'];
  for (const type of types) page.addEventListener?.(type, onEvent);
  return () => {
    for (const type of types) page.removeEventListener?.(type, onEvent);
  };
}
