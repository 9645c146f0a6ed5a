/**
 * The right to the focus, for stories on one page of the docs. Each story is an iframe, and only one iframe of a page
 * can have the focus. Stories that play together would take it from each other while they type, so they wait here.
 */
export interface FocusLock {
  /** Resolves when this story may take the focus. Resolves at once outside the docs. */
  acquire: () => Promise<void>;
  release: () => void;
}

/** Milliseconds. A story that failed does not release its lock, so the lock ends by itself. */
const LONGEST = 20_000;

const isInDocs = () =>
  window.parent !== window && new URLSearchParams(window.parent.location.search).get('viewMode') === 'docs';

export function createFocusLock(isShared: () => boolean = isInDocs): FocusLock {
  let release = () => {};
  let acquired: Promise<void> | undefined;
  const request = () =>
    new Promise<void>((resolve, reject) => {
      const untilReleased = () =>
        new Promise<void>((done) => {
          release = done;
          setTimeout(done, LONGEST);
          resolve();
        });
      navigator.locks.request('cognito-kit story', untilReleased).catch(reject);
    });
  return {
    acquire: () => (acquired ??= isShared() ? request() : Promise.resolve()),
    release: () => release(),
  };
}
