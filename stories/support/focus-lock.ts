/**
 * Stories that stand on one page of the docs play one after another: each is a frame of its own, and only one frame of a
 * page can have the focus, so they would take it from each other, and with it what is being typed.
 */
export interface Turn {
  /** Resolves when it is this story's. */
  begin: () => Promise<void>;
  end: () => void;
}

/** Milliseconds: a story that failed ends no turn. */
const LONGEST = 20_000;

const standsInDocs = () =>
  window.parent !== window && new URLSearchParams(window.parent.location.search).get('viewMode') === 'docs';

export function createTurn(isShared: () => boolean = standsInDocs): Turn {
  let end = () => {};
  let begun: Promise<void> | undefined;
  const take = () =>
    new Promise<void>((resolve, reject) => {
      const hold = () =>
        new Promise<void>((done) => {
          end = done;
          setTimeout(done, LONGEST);
          resolve();
        });
      navigator.locks.request('cognito-kit story', hold).catch(reject);
    });
  return {
    begin: () => (begun ??= isShared() ? take() : Promise.resolve()),
    end: () => end(),
  };
}
