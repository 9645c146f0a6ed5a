/** Starts Harbor: loads the ids of the local AWS, creates a client, and renders the app inside its providers. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CognitoProvider } from 'cognito-kit';
import './styles/index.css';
import 'cognito-kit/styles.css';
import { App } from './app.tsx';
import { BootError } from './boot/boot-error.tsx';
import { createClient } from './boot/client.ts';
import { HarborProvider } from './boot/harbor.ts';
import { loadLocalAws } from './boot/local-aws.ts';
import { retryUnlessDenied } from './aws/denial.ts';
import { applyStoredScheme } from './shell/scheme.ts';

applyStoredScheme();
const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');
const root = createRoot(container);

try {
  const aws = await loadLocalAws();
  const cognito = await createClient(aws);
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: retryUnlessDenied, staleTime: 30_000 } },
  });
  root.render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <CognitoProvider client={cognito}>
          <HarborProvider value={aws}>
            <App />
          </HarborProvider>
        </CognitoProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
} catch (error) {
  root.render(<BootError error={error} />);
}
