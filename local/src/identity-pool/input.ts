/** Reads the input of identity pool operations. */
import type { JsonObject } from '../protocol/json-service.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import { findPool, type IdentityPool, type IdentityPoolsState } from './state.ts';

const invalid = (text: string) =>
  new ServiceError('ValidationException', `1 validation error detected: ${text}`);

/** Writes a member's name as the service does, in lower camel case. */
const member = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

const missing = (name: string) =>
  invalid(`Value null at '${member(name)}' failed to satisfy constraint: Member must not be null`);

const idPattern = /^[\w-]+:[0-9a-f-]+$/;

interface Limits {
  /** Largest length in characters. */
  most: number;
  /** Smallest length. Default 1. */
  least?: number;
}

/** Returns undefined when the input has no such member. */
export const readText = (
  input: JsonObject,
  name: string,
  { most, least = 1 }: Limits,
): string | undefined => {
  const value = getOwn(input, name) ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length < least || value.length > most) {
    throw invalid(
      `Value at '${member(name)}' failed to satisfy constraint: Member must be text of ${least} to ${most} characters`,
    );
  }
  return value;
};

export const requireText = (input: JsonObject, name: string, limits: Limits): string => {
  const value = readText(input, name, limits);
  if (value === undefined) throw missing(name);
  return value;
};

/** Reads a list of one or more texts. */
export const readTexts = (input: JsonObject, name: string, { most }: { most: number }): string[] => {
  const value = getOwn(input, name) ?? undefined;
  if (value === undefined) throw missing(name);
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'string')) {
    throw invalid(`Value at '${member(name)}' failed to satisfy constraint: Member must be a list of texts`);
  }
  if (value.some((one) => one.length > most)) {
    throw invalid(`Value at '${member(name)}' has a text of more than ${most} characters`);
  }
  return value;
};

/** Returns undefined when the input has no such member. */
export const readNumber = (
  input: JsonObject,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined => {
  const value = getOwn(input, name) ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalid(
      `Value at '${member(name)}' failed to satisfy constraint: Member must be a whole number from ${least} to ${most}`,
    );
  }
  return value;
};

export const requireNumber = (
  input: JsonObject,
  name: string,
  limits: { least: number; most: number },
): number => {
  const value = readNumber(input, name, limits);
  if (value === undefined) throw missing(name);
  return value;
};

/** Returns undefined when the input has no such member. */
export const readFlag = (input: JsonObject, name: string): boolean | undefined => {
  const value = getOwn(input, name) ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') {
    throw invalid(`Value at '${member(name)}' failed to satisfy constraint: Member must be true or false`);
  }
  return value;
};

/** Reads the entries of a map; none when the input has no such member. */
export const readEntries = (input: JsonObject, name: string): [name: string, value: unknown][] => {
  const value = getOwn(input, name) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw invalid(`Value at '${member(name)}' failed to satisfy constraint: Member must be a map`);
  }
  return Object.entries(value);
};

export const readTextMap = (input: JsonObject, name: string, { most }: Limits): [string, string][] =>
  readEntries(input, name).map(([key, value]) => {
    if (typeof value !== 'string' || value === '' || value.length > most) {
      throw invalid(
        `Value at '${member(name)}' failed to satisfy constraint: Map value must be text of 1 to ${most} characters`,
      );
    }
    return [key, value];
  });

/** Reads the id of an identity pool or an identity. */
export const readId = (input: JsonObject, name: 'IdentityPoolId' | 'IdentityId'): string => {
  const value = getOwn(input, name);
  if (typeof value !== 'string') throw missing(name);
  if (!idPattern.test(value) || value.length > 55) {
    throw invalid(
      `Value at '${member(name)}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`,
    );
  }
  return value;
};

export const readPool = (state: IdentityPoolsState, input: JsonObject): IdentityPool => {
  const id = readId(input, 'IdentityPoolId');
  const pool = findPool(state, id);
  if (!pool) throw new ServiceError('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
  return pool;
};

/** Reads provider name and token of each login; none for a guest. */
export const readLogins = (input: JsonObject): [providerName: string, token: string][] => {
  const logins = getOwn(input, 'Logins') ?? {};
  if (typeof logins !== 'object' || Array.isArray(logins)) throw invalid("Value at 'logins' is not a map.");
  const entries = Object.entries(logins);
  if (entries.length > 10) {
    throw invalid(
      "Value at 'logins' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
  }
  return entries.map(([name, token]) => {
    if (typeof token !== 'string' || token === '' || token.length > 50_000) {
      throw invalid(
        "Value at 'logins' failed to satisfy constraint: Map value must be a token of 1 to 50000 characters",
      );
    }
    return [name, token];
  });
};
