'use client';
/** Preferences that this browser stores for the signed-in user. */
import { useCallback, useEffect, useState } from 'react';
import { useCognito } from './cognito-context.ts';
import { useSession } from './use-session.ts';

/**
 * Reads and writes one text of this browser's preferences, separately for each user.
 * @returns the text and its setter. The text is `undefined` while it is being read and while no user is signed in, and
 * `''` when none is stored.
 */
export function useBrowserPreference(
  name: string,
): [preference: string | undefined, setPreference: (text: string) => void] {
  const { preferences } = useCognito().internals;
  const session = useSession();
  const key = session.status === 'signedIn' ? `${name}.${session.username}` : undefined;
  const [stored, setStored] = useState<{ key: string; text: string }>();
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      if (key === undefined) return;
      const text = (await preferences.read())[key];
      if (isCurrent) setStored({ key, text: typeof text === 'string' ? text : '' });
    };
    read().catch(() => undefined); // An unreadable store leaves the preference undefined, so nothing is offered.
    return () => {
      isCurrent = false;
    };
  }, [preferences, key]);
  const setPreference = useCallback(
    (text: string) => {
      if (key === undefined) return;
      setStored({ key, text });
      preferences.update({ [key]: text }).catch(() => undefined);
    },
    [preferences, key],
  );
  return [stored?.key === key ? stored?.text : undefined, setPreference];
}
