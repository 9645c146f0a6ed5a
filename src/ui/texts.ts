'use client';
/** The public door to the texts. Its bindings are its own: see `flows/offers.ts`. */
import { en as english } from './locales/en.ts';
import type { Dictionary } from './locales/dictionary.ts';
import { useUi } from './ui-context.ts';

/** English. */
export const en: Dictionary = english;

/** The dictionary in use: for a view of one's own that speaks like the others. */
export const useTexts = (): Dictionary => useUi().texts;
