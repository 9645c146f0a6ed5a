'use client';
/** Passes the client to the hooks below, and removes cached queries of an auth state that has ended. */
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { useContext, useEffect, useState, type ReactNode } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';
import { CognitoContext, InitialSessionContext } from './cognito-context.ts';
import { isOfOtherAuthState } from './query-key.ts';

export interface CognitoProviderProps {
  /** The client. Create it once, outside of rendering. */
  client: Cognito;
  /**
   * The session that `cognito-kit/server` verified for this request. Pass the same one on the server and in the page, so
   * that hydration renders the server's HTML. The hooks use it until the client has read its store.
   */
  initialSession?: InitialSession | undefined;
  children?: ReactNode;
}

/**
 * Makes a client available to all hooks and components of the kit. Account queries use the `QueryClient` around the
 * provider, or else one that the provider creates.
 * @example
 * ```tsx
 * const cognito = createCognito({ userPoolId: 'eu-west-1_Ab12Cd34E', clientId: '1example23456789' });
 *
 * const Root = () => (
 *   <CognitoProvider client={cognito}>
 *     <App />
 *   </CognitoProvider>
 * );
 * ```
 */
export function CognitoProvider({ client, initialSession, children }: CognitoProviderProps): ReactNode {
  const around = useContext(QueryClientContext);
  const [own] = useState(() => around ?? new QueryClient());
  const queries = around ?? own;

  useEffect(() => {
    const removeOthers = () => {
      const authStateId = client.authStateId();
      // The store has not been read yet, so data from a server or a persister may belong to this user.
      if (!authStateId) return;
      // TanStack aborts the fetches of removed queries.
      queries.removeQueries({ predicate: isOfOtherAuthState(authStateId) });
    };
    removeOthers();
    return client.subscribe(removeOthers);
  }, [client, queries]);

  return (
    <QueryClientProvider client={queries}>
      <CognitoContext.Provider value={client}>
        <InitialSessionContext.Provider value={initialSession}>{children}</InitialSessionContext.Provider>
      </CognitoContext.Provider>
    </QueryClientProvider>
  );
}
