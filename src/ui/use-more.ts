'use client';
/** The rest of the views, downloaded once the first one stands, so that it is there when it is asked for. */
import { useEffect, useState } from 'react';
import { CognitoError } from '../errors.ts';
import type { Loaded } from './loaded.ts';

type More = typeof import('./more.ts');

const offline = (cause: unknown) =>
  new CognitoError({
    kind: 'network',
    code: 'NetworkError',
    cause,
    message:
      'A part of the page did not load, so this step cannot be shown. Check the connection and try again.',
  });

export function useMore(): Loaded<More> {
  const [state, set] = useState<Loaded<More>>({ status: 'loading' });
  const [tries, count] = useState(0);
  useEffect(() => {
    let here = true;
    const show = (next: Loaded<More>) => here && set(next);
    import('./more.ts').then(
      (more) => show({ status: 'loaded', more }),
      (cause: unknown) =>
        show({ status: 'failed', error: offline(cause), retry: () => count((before) => before + 1) }),
    );
    return () => {
      here = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another try
  }, [tries]);
  return state;
}
