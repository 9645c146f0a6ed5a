/** A local AWS in the process, a client that talks to it, and a page around what is tested. Nothing is mocked. */
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

// As apps in development. (A StrictMode inside of a wrapper would not repeat the effects.)
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

export interface StageOptions {
  aws?: LocalAwsOptions;
  config?: Partial<CognitoConfig>;
}

export async function createStage({ aws: awsOptions, config }: StageOptions = {}) {
  const clock = manualClock();
  const aws = createLocalAws({
    users: [ada, grace, linus, margaret],
    now: () => clock.now(),
    rsaKey,
    ...awsOptions,
  });
  /** Every request that was sent, as `Operation`. */
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
      init.signal?.throwIfAborted(); // a request that was given up has not left
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
    /** Holds every answer back until the returned function is called. */
    hold: () => {
      let open = () => {};
      gate = new Promise((resolve) => (open = resolve));
      return () => {
        gate = undefined;
        open();
      };
    },
    signIn: async (who: { username: string; password: string }): Promise<Tokens> => {
      const flow = createSignInFlow(cognito);
      await flow.start({ username: who.username, password: who.password });
      const tokens = await cognito.getTokens();
      if (!tokens) throw new Error(`${who.username} is not signed in: ${flow.getSnapshot().error?.message}`);
      return tokens;
    },
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queries}>
        <CognitoProvider client={cognito}>{children}</CognitoProvider>
      </QueryClientProvider>
    ),
    show: (element: ReactElement, options?: RenderOptions) => {
      const shown = render(element, {
        wrapper: ({ children }: { children: ReactNode }) => (
          <QueryClientProvider client={queries}>
            <CognitoProvider client={cognito}>{children}</CognitoProvider>
          </QueryClientProvider>
        ),
        ...options,
      });
      return { ...shown, user: userEvent.setup() };
    },
  };
}

export type TestStage = Awaited<ReturnType<typeof createStage>>;
