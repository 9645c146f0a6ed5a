'use client';
/** Who signed in here last and by which way, as this browser remembers. */
import { useEffect, useRef, useState } from 'react';
import { stepTraits } from '../sign-in/engine/sign-in-step.ts';
import { useCognito } from './cognito-context.ts';
import type { SignInState } from './use-sign-in.ts';

export interface RememberedSignIn {
  /** As it was typed, where that is known; else the pool's name. Undefined until it is read, and where nobody is remembered. */
  username: string | undefined;
  /** The first factor: `password`, `passkey`, `emailCode` or `smsCode`. */
  way: string | undefined;
}

const nobody: RememberedSignIn = { username: undefined, way: undefined };
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

export function useRememberedSignIn(): RememberedSignIn {
  const cognito = useCognito();
  const [found, set] = useState(nobody);
  useEffect(() => {
    let current = true;
    const recall = async () => {
      const [name, notes] = await Promise.all([
        cognito.rememberedUsername(),
        cognito.internals.preferences.read(),
      ]);
      const same = name !== undefined && notes['user'] === name;
      const username = (same && text(notes['typed'])) || name;
      if (current) set({ username, way: same ? text(notes['way']) : undefined });
    };
    recall().catch(() => undefined); // a storage that cannot be read remembers nobody
    return () => {
      current = false;
    };
  }, [cognito]);
  return found;
}

/** Remembers how this sign-in went, once it has. */
export function useRememberSignIn({ name, step }: SignInState): void {
  const cognito = useCognito();
  const trail = useRef<{ typed: string; way: string }>(undefined);
  const { username = '' } = step;
  useEffect(() => {
    if (name === 'identifier') trail.current = undefined;
    else if (stepTraits[name].isFirstFactor) trail.current ??= { typed: username, way: name };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- one step may be about another person than the last
  }, [name, username]);
  useEffect(() => {
    const note = () => {
      const session = cognito.getSession();
      if (session.status !== 'signedIn' || !trail.current) return;
      const { username: user } = session;
      cognito.internals.preferences.update({ user, ...trail.current }).catch(() => undefined);
      trail.current = undefined;
    };
    if (name === 'signedIn') note();
    // Whoever shows something else to those who are signed in takes this away at that moment.
    return note;
  }, [cognito, name]);
}
