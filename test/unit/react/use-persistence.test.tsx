import { act, render } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, it } from 'vitest';
import { usePersistence } from '../../../src/react/use-persistence.ts';
import { ada, createTestApp } from '../support/test-app.tsx';

it('fault 8: tells when the store fails long after the start, by one render', async () => {
  let full = false;
  const items = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
  const { cognito, wrapper, signIn } = await createTestApp({
    config: { storage: 'local', window: { localStorage } },
  });
  const shown: string[] = [];
  const Shown = () => {
    const persistence = usePersistence();
    useEffect(() => void shown.push(persistence));
    return null;
  };
  render(<Shown />, { wrapper });
  await act(() => signIn(ada));
  expect(new Set(shown)).toEqual(new Set(['persistent']));

  shown.length = 0;
  full = true;
  await act(() => cognito.getTokens({ refresh: true }));
  expect(shown).toEqual(['degraded']);
  expect(cognito.getSession().status).toBe('signedIn');
  expect([...items.keys()].join(), 'no session of before').toMatch(/^[^,]*browser$/);
});
