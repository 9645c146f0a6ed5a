'use client';
/** The rest of the views, downloaded once the first one stands, so that it is there when it is asked for. */
import { useEffect, useState } from 'react';
import { download, type CognitoError } from '../errors.ts';
import type { Loaded } from './loaded.ts';

type More = typeof import('./lazy-views.ts');

export function useMore(): Loaded<More> {
  const [state, set] = useState<Loaded<More>>({ status: 'loading' });
  const [tries, again] = useState(0);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another try is another download
  useEffect(() => {
    let here = true;
    const show = (next: Loaded<More>) => here && set(next);
    download(() => import('./lazy-views.ts')).then(
      (more) => show({ status: 'loaded', more }),
      (error: CognitoError) => show({ status: 'failed', error, retry: () => again(tries + 1) }),
    );
    return () => {
      here = false;
    };
  }, [tries]);
  return state;
}
