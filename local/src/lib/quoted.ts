/** Longest text that a line of the terminal repeats, in characters. */
const LONGEST = 120;

/** Quotes text from outside for one line of the terminal: without control characters, and shortened. */
export function quoted(text: string): string {
  const line = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return JSON.stringify(line).replace(/[\u007f-\u009f\u2028\u2029]/g, ' ');
}
