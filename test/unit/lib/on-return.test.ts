/** Proves which browser events count as the user's return to the page. */
import { beforeEach, describe, expect, it } from 'vitest';
import { onReturn } from '../../../src/lib/on-return.ts';

let page: EventTarget & { document: { visibilityState: string } };
let returns: number;
let end: () => void;

const dispatch = (type: string, properties: object = {}) =>
  page.dispatchEvent(Object.assign(new Event(type), properties));

beforeEach(() => {
  page = Object.assign(new EventTarget(), { document: { visibilityState: 'visible' } });
  returns = 0;
  end = onReturn(page, () => returns++);
});

describe('onReturn', () => {
  it('onReturn calls back when the browser is online again', () => {
    dispatch('online');
    expect(returns).toBe(1);
  });

  it('onReturn calls back when the page becomes visible, and not when it is hidden', () => {
    page.document.visibilityState = 'hidden';
    dispatch('visibilitychange');
    dispatch('online');
    expect(returns).toBe(0);
    page.document.visibilityState = 'visible';
    dispatch('visibilitychange');
    expect(returns).toBe(1);
  });

  it('onReturn calls back for a hidden page from the back-forward cache, and not for a new page', () => {
    dispatch('pageshow', { persisted: false });
    expect(returns).toBe(0);
    page.document.visibilityState = 'hidden';
    dispatch('pageshow', { persisted: true });
    expect(returns).toBe(1);
  });

  it('onReturn calls back no more after it was ended', () => {
    end();
    for (const type of ['online', 'visibilitychange', 'pageshow']) dispatch(type, { persisted: true });
    expect(returns).toBe(0);
  });

  it('onReturn does nothing without a page, as on a server', () => {
    expect(() => onReturn({}, () => {})()).not.toThrow();
  });
});
