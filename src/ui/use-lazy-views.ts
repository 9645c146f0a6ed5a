'use client';
/** Downloads the views of lazy-views.ts after the first view is on screen, so they are there when they are needed. */
import { useEffect, useState } from 'react';
import { download, type CognitoError } from '../errors.ts';
import type { LazyState } from './sign-in/sign-in-views.ts';

export type LazyViews = LazyState<typeof import('./lazy-views.ts')>;

/** Returns the state of the download. */
export function useLazyViews(): LazyViews {
  const [state, setState] = useState<LazyViews>({});
  const [attempt, setAttempt] = useState(0);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- each attempt is another download
  useEffect(() => {
    let isMounted = true;
    const show = (next: LazyViews) => isMounted && setState(next);
    download(() => import('./lazy-views.ts')).then(
      (views) => show({ views }),
      (error: CognitoError) => show({ error, retry: () => setAttempt(attempt + 1) }),
    );
    return () => {
      isMounted = false;
    };
  }, [attempt]);
  return state;
}
