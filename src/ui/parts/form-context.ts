'use client';
/** What a form's fields tell it, and what it tells them. */
import { createContext, useContext } from 'react';
import type { CognitoError } from '../../errors.ts';

/** What is wrong with a value, in words; undefined when nothing is. */
export type Check = (value: string) => string | undefined | Promise<string | undefined>;

export interface FormContext {
  pending: boolean;
  /** By field name: what was wrong at the last submit, as it stands now. */
  problems: Readonly<Record<string, string>>;
  /** The fields that the service may have found fault with. */
  rejected: readonly string[];
  /** The element with the service's error, for `aria-describedby`. */
  messageId: string;
  message: string;
  /** The service's error itself. */
  error: CognitoError | undefined;
  add: (name: string, check: Check) => () => void;
  /** Checks a field again, once it has failed. */
  changed: (name: string, value: string) => void;
}

const alone: FormContext = {
  pending: false,
  problems: {},
  rejected: [],
  messageId: '',
  message: '',
  error: undefined,
  add: () => () => {},
  changed: () => {},
};

export const FormContext = createContext<FormContext>(alone);
export const useForm = (): FormContext => useContext(FormContext);
