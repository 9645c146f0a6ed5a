/**
 * Reads a public-key credential in JSON: its shape, and the client data in which the browser describes the ceremony.
 * https://www.w3.org/TR/webauthn-3/#sctn-public-key-easy
 */
import { fromBase64, toBase64Url, utf8 } from '../../lib/bytes.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { invalidParameter } from '../input.ts';

/** The browser's description of the ceremony. */
export interface ClientData {
  type: string;
  /** The challenge that the page received, in base64url. */
  challenge: string;
  origin: string;
}

export const invalidCredential = () => invalidParameter('Credential data is not valid.');

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBase64Url = (value: unknown): value is string => typeof value === 'string' && /^[\w-]+$/.test(value);

export const fromBase64Url = (text: string) => fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));

/** Returns the user handle that authenticators store for a user. */
export const userHandle = ({ sub }: { sub: string }): string => toBase64Url(utf8(sub));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readClientData(encoded: string): ClientData {
  const bytes = fromBase64Url(encoded);
  const data = bytes && parse(new TextDecoder().decode(bytes));
  if (!isObject(data)) throw invalidCredential();
  const { type, challenge, origin } = data;
  if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') {
    throw invalidCredential();
  }
  return { type, challenge, origin };
}

export interface Credential {
  id: string;
  /** The field `response`. Only the fields that `readCredential` was asked for are checked. */
  response: JsonObject;
  clientData: ClientData;
  /** The whole credential, checked to the same extent. */
  json: JsonObject;
}

/**
 * Reads a credential from an object or its JSON text.
 * @param fields the fields of `response` that must be base64url
 * @throws {ServiceError} InvalidParameterException
 */
export function readCredential(value: unknown, fields: readonly string[]): Credential {
  const json = typeof value === 'string' ? parse(value) : value;
  if (!isObject(json)) throw invalidCredential();
  const { id, rawId, type, response } = json;
  if (!isBase64Url(id) || rawId !== id || type !== 'public-key' || !isObject(response)) {
    throw invalidCredential();
  }
  const { clientDataJSON } = response;
  if (!isBase64Url(clientDataJSON) || fields.some((name) => !isBase64Url(response[name]))) {
    throw invalidCredential();
  }
  return { id, response, clientData: readClientData(clientDataJSON), json };
}
