/** The languages of the stories. */
import { en, type Dictionary } from 'cognito-kit';
import { ko } from 'cognito-kit/locales/ko';

export const locales: Readonly<Record<string, Dictionary>> = { en, ko };

export const localeOf = (name: unknown): Dictionary => locales[String(name)] ?? en;
