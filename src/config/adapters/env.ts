/**
 * Reads environment variables, as bundlers pass them to a page.
 * https://vite.dev/guide/env-and-mode and https://nextjs.org/docs/app/guides/environment-variables
 */
import type { CognitoConfig } from '../config.ts';
import { assemble } from './assemble.ts';
import { readFile } from './object-reader.ts';
import { createProblems } from './problems.ts';
import { readSettings, type SettingName } from './settings.ts';

/** The prefixes that bundlers expose to a page: Vite, Next.js, Astro and SvelteKit, Create React App; then none. */
const prefixes = ['VITE_', 'NEXT_PUBLIC_', 'PUBLIC_', 'REACT_APP_', ''];

export interface FromEnvOptions {
  /** The prefix before `COGNITO_`. Default: the first prefix of a bundler that has a `COGNITO_USER_POOL_ID`. */
  prefix?: string;
}

/**
 * Reads a config from environment variables, which are named after their settings: `VITE_COGNITO_USER_POOL_ID`,
 * `VITE_COGNITO_CLIENT_ID`, `VITE_COGNITO_IDENTITY_POOL_ID`, `VITE_COGNITO_GUEST`, `VITE_COGNITO_ENDPOINT`,
 * `VITE_COGNITO_ALIASES` and so on: see `SettingName`. Lists are separated by commas.
 *
 * Next.js replaces only variables that are written out, so pass them one by one there:
 * `fromEnv({ NEXT_PUBLIC_COGNITO_USER_POOL_ID: process.env.NEXT_PUBLIC_COGNITO_USER_POOL_ID, … })`.
 * @example
 * const cognito = createCognito(fromEnv(import.meta.env));
 * @param env The variables by name, such as `import.meta.env`
 * @throws {CognitoError} `ConfigInvalid`, naming every variable that is missing or wrong
 */
export function fromEnv(env: unknown, { prefix }: FromEnvOptions = {}): CognitoConfig {
  const problems = createProblems({
    name: 'environment variables',
    adapter: 'fromEnv',
    remedy:
      'Set the missing variables and build anew, since bundlers replace variables at build time. In Next.js, write each one out as process.env.<name> in the object that you pass.',
  });
  const file = readFile(env, problems);
  const chosen =
    prefix ?? prefixes.find((bundler) => file.has(`${bundler}COGNITO_USER_POOL_ID`)) ?? prefixes[0];
  // userPoolId → USER_POOL_ID
  const nameOf = (setting: SettingName) =>
    `${chosen}COGNITO_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const get = (setting: SettingName) => file.text(nameOf(setting))?.trim() || undefined;
  return assemble(readSettings({ get, nameOf }, problems), problems);
}
