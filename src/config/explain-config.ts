/** Explains the mistakes of a config. Only a development build contains it: a config does not change with its visitors. */
import type { CognitoConfig } from './config.ts';

const hasToLookLike = (example: string, remedy: string) =>
  `It is part of requests, so it has to look like ${example}. ${remedy}`;

/** The reason and the remedy for each mistake that `findMistakes` finds. */
const explanations = {
  userPoolId: hasToLookLike('eu-west-1_Ab12Cd34E', 'Copy the User pool ID from the console'),
  clientId: hasToLookLike('1h57kf5cpq', 'Copy the Client ID from the console'),
  identityPoolId: hasToLookLike('eu-west-1:<UUID>', 'Copy it from the console, or leave it out'),
  customRoleArn: hasToLookLike('arn:aws:iam::<account>:role/<name>', 'Or leave it out'),
  classicFlow: hasToLookLike(
    '{ authenticatedRoleArn: arn:aws:iam::<account>:role/<name> }',
    'Or leave it out',
  ),
  guest: 'Guests need an identity pool, but identityPoolId is missing. Add it',
  endpoint: 'Requests need a plain http or https address. Leave it out for AWS',
  allowLoopback:
    'The page is on another host, so each visitor’s browser would send to its own machine. Leave it out, or set allowLoopback: true',
  passwordPolicy: 'Cognito allows a minLength of 6 to 99. Copy the pool’s policy',
} satisfies Partial<Record<keyof CognitoConfig, string>>;

/** The name of a mistake: the field at fault, or the field that would allow the value. */
export type Mistake = keyof typeof explanations;

/** All fields of a config, complete by type. */
const fields: Record<keyof CognitoConfig, true> = {
  userPoolId: true,
  clientId: true,
  identityPoolId: true,
  guest: true,
  customRoleArn: true,
  classicFlow: true,
  endpoint: true,
  allowLoopback: true,
  storage: true,
  browserStorage: true,
  passwordPolicy: true,
  credentialsProvider: true,
  transformInput: true,
  locks: true,
  window: true,
  aliases: true,
  mfa: true,
  signUpAttributes: true,
  authFlow: true,
  firstFactors: true,
  groups: true,
  managedLogin: true,
  fetch: true,
  clock: true,
  random: true,
  passkeys: true,
  location: true,
};

/** Counts the letters to change, add or remove. https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const line = [row + 1];
    for (const [column, otherLetter] of Array.from(other).entries())
      line.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (line[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === otherLetter ? 0 : 1),
        ),
      );
    previous = line;
  }
  return previous[other.length] ?? 0;
}

/** Returns the field that a key resembles or contains: `guests` is `guest`, `userPoolClientId` is `clientId`. */
function fieldLike(key: string, candidates: readonly string[]): string | undefined {
  const written = key.toLowerCase();
  const [nearest] = candidates
    .map((field) => ({
      field,
      far: written.includes(field.toLowerCase()) ? 0 : distance(written, field.toLowerCase()),
    }))
    .toSorted((one, other) => one.far - other.far || other.field.length - one.field.length);
  return nearest && nearest.far <= key.length / 4 ? nearest.field : undefined;
}

/**
 * Names the keys that are misspelled: those that resemble a field which the config leaves out. Other unknown keys are
 * ignored, so that an app can spread a larger object into the config.
 * @returns A line for each key.
 */
export function explainKeys(config: object): string[] {
  const missing = Object.keys(fields).filter((field) => !(field in config));
  return Object.keys(config).flatMap((key) => {
    if (key in fields) return [];
    const field = fieldLike(key, missing);
    return field ? [`- ${key} is no field of the config, so it has no effect. Did you mean ${field}?`] : [];
  });
}

/**
 * Explains mistakes.
 * @returns A line for each: the value, cut to 80 characters, the reason and the remedy.
 */
export const explainMistakes = (config: CognitoConfig, mistakes: readonly Mistake[]): string[] =>
  mistakes.map((mistake) => {
    const name = mistake === 'allowLoopback' ? 'endpoint' : mistake;
    const value = JSON.stringify(config[name])?.slice(0, 80) ?? 'missing';
    return `- ${name} is ${value}. ${explanations[mistake]}.`;
  });
