/** Tells whose file it is that was given to the wrong adapter. */
import type { Part } from './object-reader.ts';
import type { Problems } from './problems.ts';

const looks: readonly [like: string, is: (file: Part) => boolean, mend: string][] = [
  [
    'amplify_outputs.json',
    (file) => file.has('auth') && file.has('version'),
    'Give it to fromAmplifyOutputs',
  ],
  ['aws-exports.js', (file) => file.has('aws_project_region'), 'Give it to fromAwsExports'],
  [
    'amplifyconfiguration.json of a native app',
    (file) => file.has('UserAgent') && file.has('auth'),
    'Copy its PoolId and AppClientId into createCognito',
  ],
];

/** `name`: the file that it should be. Says whether it is another. */
export function noteForeign(name: string, file: Part, problems: Problems): boolean {
  const other = looks.find(([like, is]) => like !== name && is(file));
  if (other) problems.add(`it looks like ${other[0]}. ${other[2]}`);
  return other !== undefined;
}
