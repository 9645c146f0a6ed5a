/** A React app under test: a local AWS in this process, a client that sends to it, and a page around the component. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, type RenderOptions } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement, ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { CognitoProvider, createCognito, type CognitoConfig, type Tokens } from '../../src/index.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { createTestAws } from './aws.ts';
import { createFakeClock } from './fake-clock.ts';
import { ada, grace, linus, margaret } from './users.ts';

// StrictMode, as in an app's development build. A <StrictMode> inside a wrapper would not repeat the effects.
configure({ reactStrictMode: true });

export interface TestAppOptions {
  aws?: LocalAwsOptions;
  config?: Partial<CognitoConfig>;
}

export async function createTestApp({ aws: awsOptions, config }: TestAppOptions = {}) {
  const testAws = createTestAws(
    { users: [ada, grace, linus, margaret], ...awsOptions },
    createFakeClock(Date.now()),
  );
  const { aws, clock, fetch } = testAws;
  const { region: _, ...pool } = aws.config;
  const cognito = createCognito({ ...pool, storage: 'memory', locks: undefined, clock, fetch, ...config });
  onTestFinished(() => {
    cleanup();
    cognito.destroy();
  });
  await cognito.ready();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });

  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <CognitoProvider client={cognito}>{children}</CognitoProvider>
    </QueryClientProvider>
  );

  return {
    ...testAws,
    cognito,
    queries,
    signIn: async ({ username, password }: { username: string; password: string }): Promise<Tokens> => {
      const flow = createSignInFlow(cognito);
      await flow.start({ username, password });
      const tokens = await cognito.getTokens();
      if (!tokens) throw new Error(`${username} is not signed in: ${flow.getSnapshot().error?.message}`);
      return tokens;
    },
    wrapper,
    show: (element: ReactElement, options?: RenderOptions) => ({
      ...render(element, { wrapper, ...options }),
      user: userEvent.setup(),
    }),
  };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
