/** Recognizes a file that was passed to the adapter of another file. */
import type { ObjectReader } from './object-reader.ts';
import type { Problems } from './problems.ts';

interface KnownFile {
  name: string;
  matches: (file: ObjectReader) => boolean;
  /** A sentence without a full stop: where the file belongs. */
  remedy: string;
}

const knownFiles: readonly KnownFile[] = [
  {
    name: 'amplify_outputs.json',
    matches: (file) => file.has('auth') && file.has('version'),
    remedy: 'Pass it to fromAmplifyOutputs',
  },
  {
    name: 'aws-exports.js',
    matches: (file) => file.has('aws_project_region'),
    remedy: 'Pass it to fromAwsExports',
  },
  {
    name: 'amplifyconfiguration.json of a native app',
    matches: (file) => file.has('UserAgent') && file.has('auth'),
    remedy: 'Copy its PoolId and AppClientId into createCognito',
  },
];

/**
 * Adds a problem if the content is that of another known file.
 * @param name The file that the adapter expects
 * @returns whether it is another file
 */
export function reportWrongFile(name: string, file: ObjectReader, problems: Problems): boolean {
  const other = knownFiles.find((known) => known.name !== name && known.matches(file));
  if (other) problems.add(`it looks like ${other.name}. ${other.remedy}`);
  return other !== undefined;
}
