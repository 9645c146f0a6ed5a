/** The languages that stories are shown in. */
import { en, type Dictionary } from 'cognito-kit';

export const locales: Readonly<Record<string, Dictionary>> = { en };

export const localeOf = (name: unknown): Dictionary => locales[String(name)] ?? en;
