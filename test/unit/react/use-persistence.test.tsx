/** Proves that usePersistence reports a store that fails after the start. */
import { act, render } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, it } from 'vitest';
import { usePersistence } from '../../../src/react/use-persistence.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

it('fault 8 (quota): usePersistence reports `degraded` by one render when the store fails later', async () => {
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
  const rendered: string[] = [];
  const Persistence = () => {
    const persistence = usePersistence();
    useEffect(() => void rendered.push(persistence));
    return null;
  };
  render(<Persistence />, { wrapper });
  await act(() => signIn(ada));
  expect(new Set(rendered)).toEqual(new Set(['persistent']));

  rendered.length = 0;
  full = true;
  await act(() => cognito.getTokens({ refresh: true }));
  expect(rendered).toEqual(['degraded']);
  expect(cognito.getSession().status).toBe('signedIn');
  expect([...items.keys()].join(), 'no former session').toMatch(/^[^,]*browser$/);
});
