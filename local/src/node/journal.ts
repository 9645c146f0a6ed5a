/**
 * An append-only file with one line for each change: a checksum and JSON. A crash can cut only the last line,
 * whose change was never acknowledged.
 */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';

export interface Journal {
  /** Appends a line. Resolves once the line is on the disk. */
  append: (json: string) => Promise<void>;
  /** Size of the file in bytes. */
  size: () => number;
  close: () => Promise<void>;
}

const checksum = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 16);

export async function openJournal(path: string): Promise<Journal> {
  const handle = await open(path, 'a', 0o600);
  let { size } = await handle.stat();
  return {
    async append(json) {
      const line = `${checksum(json)} ${json}\n`;
      await handle.appendFile(line);
      await handle.datasync();
      size += Buffer.byteLength(line);
    },
    size: () => size,
    close: () => handle.close(),
  };
}

export interface JournalReading {
  lines: string[];
  /** Whether a crash cut the last line. */
  torn: boolean;
}

/**
 * Reads all lines; none when the file does not exist. Rejects when a line before the last is broken, which a crash
 * cannot cause.
 */
export async function readJournal(path: string): Promise<JournalReading> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const parts = text.split('\n');
  const rest = parts.pop() ?? '';
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    const json = part.slice(17);
    if (part[16] === ' ' && part.slice(0, 16) === checksum(json)) {
      lines.push(json);
      continue;
    }
    if (index === parts.length - 1 && rest === '') return { lines, torn: true };
    throw new Error(`its line ${index + 1} is broken, and others follow`);
  }
  return { lines, torn: rest !== '' };
}
