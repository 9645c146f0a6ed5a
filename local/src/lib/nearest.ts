/** Suggestions for misspelled names. */

/**
 * Counts the letters that have to be changed, added, removed or swapped with their neighbour (optimal string
 * alignment).
 */
export function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const get = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min(
        get(row - 1, column) + 1,
        get(row, column - 1) + 1,
        get(row - 1, column - 1) + same,
      );
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, get(row - 2, column - 2) + 1);
      line.push(least);
    }
  }
  return get(one.length, other.length);
}

/** Returns the known name closest to `name`, ignoring case; undefined when none is close enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const written = name.toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, far: distance(written, candidate.toLowerCase()) }))
    .toSorted((one, other) => one.far - other.far);
  return best && best.far <= Math.max(1, Math.floor(name.length / 3)) ? best.candidate : undefined;
}
