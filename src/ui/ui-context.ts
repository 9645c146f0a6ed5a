'use client';
/** What every part reads: the texts, and the classes that the app adds. */
import { createContext, useContext } from 'react';
import { en } from './locales/en.ts';
import type { Dictionary } from './locales/dictionary.ts';
import type { Appearance } from './theme/appearance.ts';

export interface UiContext {
  texts: Dictionary;
  classes: NonNullable<Appearance['classes']>;
}

export const UiContext = createContext<UiContext>({ texts: en, classes: {} });
export const useUi = (): UiContext => useContext(UiContext);
/** The dictionary in use: for a view of one's own that speaks like the others. */
export const useTexts = (): Dictionary => useContext(UiContext).texts;
