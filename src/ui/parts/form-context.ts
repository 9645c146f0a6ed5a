'use client';
/** The context between a form and its fields. */
import { createContext, useContext } from 'react';
import type { CognitoError } from '../../errors.ts';

/** Checks a value: returns the problem in words, or undefined for a valid value. */
export type Check = (value: string) => string | undefined | Promise<string | undefined>;

export interface FormContext {
  /** Whether the form or its flow waits for a request. */
  pending: boolean;
  /** The problems of the last submit by field name, updated while the user types. */
  problems: Readonly<Record<string, string>>;
  /** The fields that the service may have rejected. */
  rejectedFields: readonly string[];
  /** The id of the element with the service's error, for `aria-describedby`. */
  messageId: string;
  /** The text of the service's error, or an empty string. */
  message: string;
  /** The service's error. */
  error: CognitoError | undefined;
  /** Registers the check of a field; returns a function that removes it. */
  addCheck: (name: string, check: Check) => () => void;
  /** Checks a field again if it has a problem. */
  recheck: (name: string, value: string) => void;
}

/** The context of a field without a form. */
const withoutForm: FormContext = {
  pending: false,
  problems: {},
  rejectedFields: [],
  messageId: '',
  message: '',
  error: undefined,
  addCheck: () => () => {},
  recheck: () => {},
};

export const FormContext = createContext<FormContext>(withoutForm);

/** Returns the state of the form around the component; outside of a form, an idle state without problems. */
export const useForm = (): FormContext => useContext(FormContext);
