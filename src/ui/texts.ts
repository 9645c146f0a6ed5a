'use client';
/**
 * The public names of the texts. Each is a binding of its own, as in `flows/offers.ts`. The views on demand use the files
 * themselves too. If the entry point named those files, bundlers would load the texts for apps that need only hooks.
 */
import { en as english } from './locales/en.ts';
import type { Dictionary } from './locales/dictionary.ts';
import { useTexts as useTextsAround } from './ui-context.ts';

/** The English dictionary, and the default of all components. */
export const en: Dictionary = english;

/**
 * Returns the dictionary of the component around, for a custom view in the same language. Outside of a component: `en`.
 */
export const useTexts = (): Dictionary => useTextsAround();
