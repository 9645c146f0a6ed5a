'use client';
/** Where the hooks find the client. */
import { createContext, useContext } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';

export const CognitoContext = createContext<Cognito | undefined>(undefined);

/** Who a server said is here: it holds until the client has read its store. */
export const InitialSessionContext = createContext<InitialSession | undefined>(undefined);

/**
 * The client that `<CognitoProvider>` was given.
 * @throws Error outside of a provider.
 */
export function useCognito(): Cognito {
  const cognito = useContext(CognitoContext);
  if (!cognito)
    throw new Error(
      'No <CognitoProvider> is around this component, so its hook has no client to ask. ' +
        'Wrap the app: <CognitoProvider client={createCognito({ … })}>. ' +
        'If it is wrapped, two copies of cognito-kit may be installed: see `npm ls cognito-kit`.',
    );
  return cognito;
}
