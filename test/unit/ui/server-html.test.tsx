/** Proves that HTML from a server has its variables in a style sheet with a nonce, as a strict CSP requires. */
import { renderToString } from 'react-dom/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Root } from '../../../src/ui/parts/root.tsx';

it('a server-rendered root writes variables with their quotes and omits undefined ones', () => {
  vi.stubGlobal('document', undefined); // a server has no document
  onTestFinished(() => void vi.unstubAllGlobals());
  const variables = { font: "'Inter', sans-serif", radius: undefined as unknown as string };
  const html = renderToString(<Root nonce="abc" appearance={{ variables }} />);
  const [, rule] = /<style nonce="abc">([^<]*)<\/style>/.exec(html) ?? [];
  expect(rule).toMatch(/^\.ck-\w+\{--ck-font:'Inter', sans-serif\}$/);
  expect(html).not.toContain('style="');
});
