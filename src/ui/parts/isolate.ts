/** Keeps an address, a number or a name together in a text of the other direction. */
import type { Dictionary } from '../locales/dictionary.ts';

/**
 * `+*******0123` and `a***@e***` begin or end with what has no direction of its own, and would come apart in a text from
 * right to left. By characters, since a text cannot hold an element: https://unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export const isolated = (text: string, direction: Dictionary['direction']): string =>
  direction === 'rtl' ? `\u2066${text}\u2069` : text;
