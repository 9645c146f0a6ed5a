'use client';
/** The context that all parts read: the texts, and the app's classes. */
import { createContext, useContext } from 'react';
import { en } from './locales/en.ts';
import type { Dictionary } from './locales/dictionary.ts';
import type { Appearance } from './theme/appearance.ts';

export interface UiContext {
  texts: Dictionary;
  classes: NonNullable<Appearance['classes']>;
}

export const UiContext = createContext<UiContext>({ texts: en, classes: {} });

/** Returns the dictionary of the component around, or the English one. */
export const useTexts = (): Dictionary => useContext(UiContext).texts;
