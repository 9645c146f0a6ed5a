/** Attributes that come from outside: which ones a person may write, and the forms that their values must have. */
import type { JsonObject } from '../../json-service.ts';
import { ServiceError } from '../../service-error.ts';
import { invalidParameter } from '../input.ts';
import type { User } from '../state.ts';

/** OpenID Connect's standard claims, and the two that Cognito adds. */
const STANDARD = new Set(
  (
    'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture ' +
    'preferred_username profile updated_at website zoneinfo'
  ).split(' '),
);
const LONGEST = 2048;

function checkAttribute(name: string, value: string): void {
  if (name === 'sub' || name.endsWith('_verified')) {
    throw new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
  }
  if (!STANDARD.has(name) && !/^custom:\w{1,20}$/.test(name)) {
    throw invalidParameter(
      `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
    );
  }
  if (value.length > LONGEST) {
    throw invalidParameter(
      `Attributes did not conform to the schema: ${name}: String must be no longer than ${LONGEST} characters`,
    );
  }
  if (name === 'email' && value && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw invalidParameter('Invalid email address format.');
  }
  if (name === 'phone_number' && value && !/^\+\d{1,15}$/.test(value)) {
    throw invalidParameter('Invalid phone number format.');
  }
}

/** The `[{Name, Value}]` of the API as a map, checked. */
export function readAttributes(input: JsonObject): Map<string, string> {
  const list = input['UserAttributes'] ?? [];
  if (!Array.isArray(list)) throw new ServiceError('SerializationException', 'UserAttributes is no List');
  const attributes = new Map<string, string>();
  for (const item of list as unknown[]) {
    const { Name, Value } = (item ?? {}) as { Name?: unknown; Value?: unknown };
    if (typeof Name !== 'string' || (Value !== undefined && typeof Value !== 'string')) {
      throw invalidParameter(
        "1 validation error detected: Value at 'userAttributes' failed to satisfy constraint: Member must not be null",
      );
    }
    attributes.set(Name, Value ?? '');
  }
  for (const [name, value] of attributes) checkAttribute(name, value);
  return attributes;
}

/** The `userAttributes.x` parameters of a challenge's answer, checked. */
export function readChallengeAttributes(responses: ReadonlyMap<string, string>): Map<string, string> {
  const prefix = 'userAttributes.';
  const attributes = new Map(
    [...responses]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
  for (const [name, value] of attributes) checkAttribute(name, value);
  return attributes;
}

/** Writes them; an address that changes has to be verified again. */
export function writeAttributes(user: User, attributes: ReadonlyMap<string, string>): void {
  for (const [name, value] of attributes) {
    const changed = user.attributes[name] !== value;
    user.attributes[name] = value;
    if (changed && (name === 'email' || name === 'phone_number'))
      user.attributes[`${name}_verified`] = 'false';
  }
}

/** Throws when a required attribute is missing, or empty. */
export function requireAttributes(required: readonly string[], known: ReadonlyMap<string, string>): void {
  const missing = required.filter((name) => !known.get(name));
  if (missing.length > 0) {
    const lines = missing.map((name) => `${name}: The attribute ${name} is required\n`);
    throw invalidParameter(`Attributes did not conform to the schema: ${lines.join('')}`);
  }
}
