'use client';
/** Who signed in here last, for the first field of a sign-in. */
import { useEffect, useState } from 'react';
import { useCognito } from '../../react/cognito-context.ts';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { isEmail, isPhone } from '../parts/identifier-field.tsx';

/** Pools that sign in with an e-mail address or a phone number make up the user name: no one would know theirs. */
const isMadeUp = (name: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name);

const fits = {
  username: (name) => !isMadeUp(name),
  usernameOrEmail: (name) => !isMadeUp(name),
  email: isEmail,
  phone: isPhone,
} satisfies Record<IdentifierKind, (name: string) => boolean>;

/**
 * Undefined until it is read, and where nobody is remembered whom this field could name. As a `defaultValue` it
 * comes late but never over anything: browsers leave an input alone once something was typed or filled in.
 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#concept-fe-dirty
 */
export function useRememberedUsername(kind: IdentifierKind): string | undefined {
  const cognito = useCognito();
  const [name, setName] = useState<string>();
  useEffect(() => {
    let current = true;
    cognito.rememberedUsername().then(
      (remembered) => current && setName(remembered),
      () => undefined, // a storage that cannot be read remembers nobody
    );
    return () => {
      current = false;
    };
  }, [cognito]);
  return name !== undefined && fits[kind](name) ? name : undefined;
}
