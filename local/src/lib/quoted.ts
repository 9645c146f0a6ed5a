/** What came from outside, for one line of a terminal: in quotes, without control characters, and not at any length. */
const LONGEST = 120;

export function quoted(text: string): string {
  const line = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return JSON.stringify(line).replace(/[\u007f-\u009f\u2028\u2029]/g, ' ');
}
