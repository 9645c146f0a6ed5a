/** HTML from a server under a strict CSP: variables are in a style sheet, as a browser reads it. */
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Root } from '../../../src/ui/parts/root.tsx';

it('writes variables with their quotes, and leaves out what is undefined', () => {
  vi.stubGlobal('document', undefined); // as on a server
  onTestFinished(() => void vi.unstubAllGlobals());
  const variables = { font: "'Inter', sans-serif", radius: undefined as unknown as string };
  const html = renderToString(<Root nonce="abc" appearance={{ variables }} />);
  const [, rule] = /<style nonce="abc">([^<]*)<\/style>/.exec(html) ?? [];
  expect(rule).toMatch(/^\.ck-\w+\{--ck-font:'Inter', sans-serif\}$/);
  expect(html).not.toContain('style="');
});
