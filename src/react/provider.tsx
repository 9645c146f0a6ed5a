'use client';
/** Gives the client to the hooks below, and drops a person's cached data when that person leaves. */
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { useContext, useEffect, useState, type ReactNode } from 'react';
import type { Cognito } from '../cognito.ts';
import { CognitoContext } from './cognito-context.ts';
import { isOfAnotherEpoch } from './query-key.ts';

export interface CognitoProviderProps {
  /** What `createCognito(config)` returned; made once, outside of rendering. */
  client: Cognito;
  children?: ReactNode;
}

/** Uses the QueryClient around it, or one of its own. */
export function CognitoProvider({ client, children }: CognitoProviderProps) {
  const around = useContext(QueryClientContext);
  const [own] = useState(() => around ?? new QueryClient());
  const queries = around ?? own;

  useEffect(() => {
    const dropOthers = () => {
      const filter = { predicate: isOfAnotherEpoch(client.epochId()) };
      void queries.cancelQueries(filter);
      queries.removeQueries(filter);
    };
    dropOthers();
    return client.subscribe(dropOthers);
  }, [client, queries]);

  return (
    <QueryClientProvider client={queries}>
      <CognitoContext.Provider value={client}>{children}</CognitoContext.Provider>
    </QueryClientProvider>
  );
}
