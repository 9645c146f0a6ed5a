'use client';
/** Contexts that pass the client and a server's session to the hooks. */
import { createContext, useContext } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';

/** The client of the `<CognitoProvider>` around. */
export const CognitoContext = createContext<Cognito | undefined>(undefined);

/** The session that a server rendered. The hooks use it until the client has read its store. */
export const InitialSessionContext = createContext<InitialSession | undefined>(undefined);

/**
 * Returns the client of the `<CognitoProvider>` around the component.
 * @throws {Error} when no provider is around the component
 */
export function useCognito(): Cognito {
  const cognito = useContext(CognitoContext);
  if (!cognito)
    throw new Error(
      'No <CognitoProvider> is around this component, so its hook has no client. ' +
        'Wrap the app: <CognitoProvider client={createCognito({ … })}>. ' +
        'If it is wrapped, two copies of cognito-kit may be installed: see `npm ls cognito-kit`.',
    );
  return cognito;
}
