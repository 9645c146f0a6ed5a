'use client';
/** One small thing that this browser keeps about whoever is signed in. */
import { useCallback, useEffect, useState } from 'react';
import { useCognito } from './cognito-context.ts';
import { useSession } from './use-session.ts';

/** `undefined` while it is being read and while nobody is signed in, `''` where there is none. */
export function useNote(name: string): [note: string | undefined, keep: (note: string) => void] {
  const cognito = useCognito();
  const session = useSession();
  const key = session.status === 'signedIn' ? `${name}.${session.username}` : undefined;
  const [read, set] = useState<{ key: string; note: string }>();
  useEffect(() => {
    let here = true;
    const recall = async () => {
      const note = key === undefined ? undefined : (await cognito.notes.read())[key];
      if (here && key !== undefined) set({ key, note: typeof note === 'string' ? note : '' });
    };
    recall().catch(() => undefined); // what cannot be read is not asked again
    return () => {
      here = false;
    };
  }, [cognito, key]);
  const keep = useCallback(
    (note: string) => {
      if (key === undefined) return;
      set({ key, note });
      cognito.notes.update({ [key]: note }).catch(() => undefined);
    },
    [cognito, key],
  );
  return [read?.key === key ? read?.note : undefined, keep];
}
