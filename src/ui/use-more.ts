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

/**
 * Chromium keeps a module's failure for as long as the page lives, by its address, so another try needs another one; a
 * fragment is never sent. Bundlers that load files by means of their own say nothing of an "imported module".
 * https://github.com/whatwg/html/issues/6768
 */
function load(failed: unknown, tries: number): Promise<More> {
  const [, address] = /imported module: (\S+)/.exec(String(failed)) ?? [];
  return address
    ? (import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}#${tries}`) as Promise<More>)
    : import('./more.ts');
}

export function useMore(): Loaded<More> {
  const [state, set] = useState<Loaded<More>>({ status: 'loading' });
  const [{ tries, failed }, again] = useState<{ tries: number; failed?: unknown }>({ tries: 0 });
  useEffect(() => {
    let here = true;
    const show = (next: Loaded<More>) => here && set(next);
    load(failed, tries).then(
      (more) => show({ status: 'loaded', more }),
      (cause: unknown) =>
        show({
          status: 'failed',
          error: offline(cause),
          retry: () => again({ tries: tries + 1, failed: cause }),
        }),
    );
    return () => {
      here = false;
    };
  }, [tries, failed]);
  return state;
}
