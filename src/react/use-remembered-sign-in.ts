'use client';
/** The last sign-in in this browser: its username and its first factor. */
import { useEffect, useRef, useState } from 'react';
import { stepTraits } from '../sign-in/engine/sign-in-step.ts';
import { useCognito } from './cognito-context.ts';
import type { SignInState } from './use-sign-in.ts';

export interface RememberedSignIn {
  /** The name as the user typed it, or else the pool's username. Undefined until it is read, and where none is stored. */
  username: string | undefined;
  /** The first factor: `password`, `passkey`, `emailCode` or `smsCode`. */
  factor: string | undefined;
}

const none: RememberedSignIn = { username: undefined, factor: undefined };
const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Returns the last sign-in in this browser, once it has been read. */
export function useRememberedSignIn(): RememberedSignIn {
  const cognito = useCognito();
  const [remembered, setRemembered] = useState(none);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const [name, preferences] = await Promise.all([
        cognito.rememberedUsername(),
        cognito.internals.preferences.read(),
      ]);
      const isSame = name !== undefined && preferences['user'] === name;
      const username = (isSame && asText(preferences['typed'])) || name;
      if (isCurrent) setRemembered({ username, factor: isSame ? asText(preferences['way']) : undefined });
    };
    read().catch(() => undefined); // An unreadable store remembers no user.
    return () => {
      isCurrent = false;
    };
  }, [cognito]);
  return remembered;
}

/** Stores the username, as typed, and the first factor once the sign-in has succeeded. */
export function useStoreSignIn({ name, step }: SignInState): void {
  const cognito = useCognito();
  const attempt = useRef<{ username: string; factor: string }>(undefined);
  const { username = '' } = step;
  useEffect(() => {
    if (name === 'identifier') attempt.current = undefined;
    else if (stepTraits[name].isFirstFactor) attempt.current ??= { username, factor: name };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the same step may come again for another user
  }, [name, username]);
  useEffect(() => {
    const store = () => {
      const session = cognito.getSession();
      if (session.status !== 'signedIn' || !attempt.current) return;
      const { username: typed, factor: way } = attempt.current;
      cognito.internals.preferences.update({ user: session.username, typed, way }).catch(() => undefined);
      attempt.current = undefined;
    };
    if (name === 'signedIn') store();
    // An app that shows other content to signed-in users unmounts the form before the step `signedIn` is rendered.
    return store;
  }, [cognito, name]);
}
