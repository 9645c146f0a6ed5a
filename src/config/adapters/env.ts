/**
 * Reads environment variables, as bundlers hand them to a page.
 * https://vite.dev/guide/env-and-mode and https://nextjs.org/docs/app/guides/environment-variables
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { readFile } from './object-reader.ts';
import { createProblems } from './problems.ts';
import { readSettings, type SettingName } from './settings.ts';

/** What bundlers let into a page: Vite, Next.js, Astro and SvelteKit, Create React App; then no prefix at all. */
const prefixes = ['VITE_', 'NEXT_PUBLIC_', 'PUBLIC_', 'REACT_APP_', ''];

export interface FromEnvOptions {
  /** What comes before `COGNITO_`; by default the bundlers' own, the first that has a `COGNITO_USER_POOL_ID`. */
  prefix?: string;
}

/**
 * `createCognito(fromEnv(import.meta.env))`. Variables are called by their setting: `VITE_COGNITO_USER_POOL_ID`,
 * `VITE_COGNITO_CLIENT_ID`, `VITE_COGNITO_IDENTITY_POOL_ID`, `VITE_COGNITO_GUEST`, `VITE_COGNITO_ENDPOINT`,
 * `VITE_COGNITO_ALIASES` and so on: see `SettingName`. Lists are separated by commas.
 *
 * Next.js replaces only variables that are written out, so there give them one by one:
 * `fromEnv({ NEXT_PUBLIC_COGNITO_USER_POOL_ID: process.env.NEXT_PUBLIC_COGNITO_USER_POOL_ID, … })`.
 * @throws {CognitoError} `ConfigInvalid`, naming every variable that is missing or wrong
 */
export function fromEnv(env: unknown, { prefix }: FromEnvOptions = {}): CognitoConfig {
  const problems = createProblems({
    name: 'environment variables',
    adapter: 'fromEnv',
    mend: 'Set what is missing and build anew: bundlers put variables in at build time. In Next.js, write each one out as process.env.<name> in the object that you give.',
  });
  const file = readFile(env, problems);
  const chosen = prefix ?? prefixes.find((one) => file.has(`${one}COGNITO_USER_POOL_ID`)) ?? prefixes[0];
  // userPoolId → USER_POOL_ID
  const called = (name: SettingName) =>
    `${chosen}COGNITO_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const get = (name: SettingName) => file.text(called(name))?.trim() || undefined;
  return assemble(readSettings({ get, called }, problems), problems);
}
