/** A local AWS in the process, a client that sends to it, and a page around the tested component. Nothing is mocked. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, type RenderOptions } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement, ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { CognitoProvider, createCognito, type CognitoConfig, type Tokens } from '../../../src/index.ts';
import { createSignInFlow } from '../../../src/sign-in/flows/sign-in.ts';
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { rsaKey } from '../../support/signing-keys.ts';
import { manualClock } from './manual-clock.ts';

// StrictMode, as in an app's development build. A <StrictMode> inside a wrapper would not repeat the effects.
configure({ reactStrictMode: true });

export const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' };
export const grace = {
  username: 'grace',
  email: 'grace@example.com',
  password: 'Battery-staple-2',
  totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};
export const linus = {
  username: 'linus',
  email: 'linus@example.com',
  password: 'Temporary-pass-3',
  mustChangePassword: true,
};
export const margaret = {
  username: 'margaret',
  email: 'margaret@example.com',
  password: 'Apollo-guidance-4',
  confirmed: false,
};

export interface TestAppOptions {
  aws?: LocalAwsOptions;
  config?: Partial<CognitoConfig>;
}

export async function createTestApp({ aws: awsOptions, config }: TestAppOptions = {}) {
  const clock = manualClock();
  const aws = createLocalAws({
    users: [ada, grace, linus, margaret],
    now: () => clock.now(),
    rsaKey,
    ...awsOptions,
  });
  /** The requests sent: the name of the operation, or method and address of a request without one. */
  const sent: string[] = [];
  let gate: Promise<void> | undefined;
  const { userPoolId, clientId, identityPoolId, endpoint } = aws.config;
  const cognito = createCognito({
    userPoolId,
    clientId,
    identityPoolId,
    endpoint,
    storage: 'memory',
    locks: undefined,
    clock,
    fetch: async (input, init) => {
      sent.push(
        new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? `${init.method} ${input}`,
      );
      await gate;
      init.signal?.throwIfAborted(); // an aborted request does not reach the service
      return aws.fetch(input, init);
    },
    ...config,
  });
  onTestFinished(() => {
    cleanup();
    cognito.destroy();
  });
  await cognito.ready();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });

  return {
    aws,
    clock,
    cognito,
    queries,
    sent,
    /** Delays every request from now on until the returned function is called. */
    holdReplies: () => {
      let open = () => {};
      gate = new Promise((resolve) => (open = resolve));
      return () => {
        gate = undefined;
        open();
      };
    },
    signIn: async ({ username, password }: { username: string; password: string }): Promise<Tokens> => {
      const flow = createSignInFlow(cognito);
      await flow.start({ username, password });
      const tokens = await cognito.getTokens();
      if (!tokens) throw new Error(`${username} is not signed in: ${flow.getSnapshot().error?.message}`);
      return tokens;
    },
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queries}>
        <CognitoProvider client={cognito}>{children}</CognitoProvider>
      </QueryClientProvider>
    ),
    show: (element: ReactElement, options?: RenderOptions) => {
      const rendered = render(element, {
        wrapper: ({ children }: { children: ReactNode }) => (
          <QueryClientProvider client={queries}>
            <CognitoProvider client={cognito}>{children}</CognitoProvider>
          </QueryClientProvider>
        ),
        ...options,
      });
      return { ...rendered, user: userEvent.setup() };
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
