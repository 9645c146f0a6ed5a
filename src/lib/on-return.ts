/**
 * Tells when a page is back: online again, looked at again, or brought out of the back-forward cache, where it heard of
 * nothing. https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */

/** The browser's `window`, as far as it is one. */
export interface PageEvents {
  addEventListener?: EventTarget['addEventListener'] | undefined;
  removeEventListener?: EventTarget['removeEventListener'] | undefined;
  readonly document?: { readonly visibilityState?: string } | undefined;
}

/** Returns the function that ends it. */
export function onReturn(page: PageEvents, listener: () => void): () => void {
  const heard = (event: Event) => {
    // A page shows itself when it loads, too; and one that nobody looks at can wait.
    const { persisted = page.document?.visibilityState !== 'hidden' } = event as Partial<PageTransitionEvent>;
    if (persisted) listener();
  };
  // `visibilitychange` is the document's, and bubbles.
  const types = ['online', 'visibilitychange', 'pageshow'];
  for (const type of types) page.addEventListener?.(type, heard);
  return () => {
    for (const type of types) page.removeEventListener?.(type, heard);
  };
}
