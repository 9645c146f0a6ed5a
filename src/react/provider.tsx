'use client';
/** Gives the client to the hooks below, and drops a person's cached data when that person leaves. */
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { useContext, useEffect, useState, type ReactNode } from 'react';
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';
import { CognitoContext, InitialSessionContext } from './cognito-context.ts';
import { isOfAnotherEpoch } from './query-key.ts';

export interface CognitoProviderProps {
  /** What `createCognito(config)` returned; made once, outside of rendering. */
  client: Cognito;
  /**
   * Who is here, as `cognito-kit/server` told: the same on the server and in the page, so that the first render is the
   * same too. It holds until the client has read its store.
   */
  initialSession?: InitialSession | undefined;
  children?: ReactNode;
}

/** Uses the QueryClient around it, or one of its own. */
export function CognitoProvider({ client, initialSession, children }: CognitoProviderProps) {
  const around = useContext(QueryClientContext);
  const [own] = useState(() => around ?? new QueryClient());
  const queries = around ?? own;

  useEffect(() => {
    const dropOthers = () => {
      const authStateId = client.authStateId();
      // Not read yet: what a server or a persister brought may well be this person's.
      if (!authStateId) return;
      // What is under way is aborted with it.
      queries.removeQueries({ predicate: isOfAnotherEpoch(authStateId) });
    };
    dropOthers();
    return client.subscribe(dropOthers);
  }, [client, queries]);

  return (
    <QueryClientProvider client={queries}>
      <CognitoContext.Provider value={client}>
        <InitialSessionContext.Provider value={initialSession}>{children}</InitialSessionContext.Provider>
      </CognitoContext.Provider>
    </QueryClientProvider>
  );
}
