/** Reads the inputs of identity pool operations. */
import type { JsonObject } from '../json-service.ts';
import { ServiceError } from '../service-error.ts';

const invalid = (text: string) =>
  new ServiceError('ValidationException', `1 validation error detected: ${text}`);

const idPattern = /^[\w-]+:[0-9a-f-]+$/;

/** An identity pool's or an identity's id. */
export const readId = (input: JsonObject, name: 'IdentityPoolId' | 'IdentityId'): string => {
  const value = input[name];
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  if (typeof value !== 'string') {
    throw invalid(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
  }
  if (!idPattern.test(value) || value.length > 55) {
    throw invalid(
      `Value at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`,
    );
  }
  return value;
};

/** Provider name and token of each login; none for a guest. */
export const readLogins = (input: JsonObject): [providerName: string, token: string][] => {
  const logins = input['Logins'] ?? {};
  if (typeof logins !== 'object' || Array.isArray(logins)) throw invalid("Value at 'logins' is no map.");
  return Object.entries(logins).map(([name, token]) => {
    if (typeof token !== 'string' || token === '' || token.length > 50_000) {
      throw invalid(
        "Value at 'logins' failed to satisfy constraint: Map value must be a token of 1 to 50000 characters",
      );
    }
    return [name, token];
  });
};
