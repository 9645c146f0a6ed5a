import { beforeEach, describe, expect, it } from 'vitest';
import { onReturn } from '../../../src/lib/on-return.ts';

let page: EventTarget & { document: { visibilityState: string } };
let returns: number;
let end: () => void;

const tell = (type: string, more: object = {}) => page.dispatchEvent(Object.assign(new Event(type), more));

beforeEach(() => {
  page = Object.assign(new EventTarget(), { document: { visibilityState: 'visible' } });
  returns = 0;
  end = onReturn(page, () => returns++);
});

describe('a page is back', () => {
  it('when it is online again', () => {
    tell('online');
    expect(returns).toBe(1);
  });

  it('when somebody looks at it again, and not when they turn away', () => {
    page.document.visibilityState = 'hidden';
    tell('visibilitychange');
    tell('online');
    expect(returns).toBe(0);
    page.document.visibilityState = 'visible';
    tell('visibilitychange');
    expect(returns).toBe(1);
  });

  it('out of the back-forward cache, though hidden, and not when it has just loaded', () => {
    tell('pageshow', { persisted: false });
    expect(returns).toBe(0);
    page.document.visibilityState = 'hidden';
    tell('pageshow', { persisted: true });
    expect(returns).toBe(1);
  });

  it('for nobody who listens no more', () => {
    end();
    for (const type of ['online', 'visibilitychange', 'pageshow']) tell(type, { persisted: true });
    expect(returns).toBe(0);
  });

  it('or is none, as on a server', () => {
    expect(() => onReturn({}, () => {})()).not.toThrow();
  });
});
