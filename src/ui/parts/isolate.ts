/** Isolates an address, a number or a name from the direction of the text around it. */
import type { Dictionary } from '../locales/dictionary.ts';

/**
 * Wraps `text` in Unicode's isolate characters where the language is written from right to left. `+*******0123` and
 * `a***@e***` begin or end with characters that have no direction, so bidirectional layout would reorder them. A string
 * cannot contain a `<bdi>`: https://unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export const isolate = (text: string, direction: Dictionary['direction']): string =>
  direction === 'rtl' ? `\u2066${text}\u2069` : text;
