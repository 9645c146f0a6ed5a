/**
 * The attributes of a pool: OpenID Connect's standard claims, Cognito's own attributes and the pool's custom ones.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
import { getOwn } from '../../lib/own.ts';
import { invalidParameter } from '../input.ts';
import type { Contact, CustomAttribute, UserPool } from '../state.ts';

const STANDARD = new Set(
  (
    'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture ' +
    'preferred_username profile updated_at website zoneinfo'
  ).split(' '),
);
const MAX_LENGTH = 2048;
const CUSTOM = 'custom:';

export const contacts = ['email', 'phone_number'] as const satisfies readonly Contact[];
export const isContact = (name: string): name is Contact => (contacts as readonly string[]).includes(name);
/** Checks for `email_verified` and `phone_number_verified`, which the service sets. Administrators may set them too. */
export const isVerifiedFlag = (name: string): boolean =>
  name === 'email_verified' || name === 'phone_number_verified';

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
export const isPhone = (text: string): boolean => /^\+\d{1,15}$/.test(text);

const broken = (why: string) => invalidParameter(`Attributes did not conform to the schema: ${why}`);

/**
 * Returns the schema of an attribute.
 * @throws {ServiceError} InvalidParameterException for an attribute that the pool does not have
 */
export function schemaOf(pool: UserPool, name: string): CustomAttribute {
  if (name.startsWith(CUSTOM)) {
    const custom = getOwn(pool.customAttributes, name.slice(CUSTOM.length));
    if (custom) return custom;
  } else if (isVerifiedFlag(name)) return { type: 'Boolean', mutable: true };
  else if (name === 'birthdate') return { type: 'String', mutable: true, min: 10, max: 10 };
  else if (name === 'updated_at') return { type: 'Number', mutable: true, min: 0 };
  else if (STANDARD.has(name)) return { type: 'String', mutable: true };
  throw broken(`Type for attribute {${name}} could not be determined`);
}

/** Returns the constraint that a value breaks. Assumption: AWS does not document all of these texts. */
function mistakeIn(value: string, { type, min, max }: CustomAttribute): string | undefined {
  if (type === 'Boolean') {
    return value === 'true' || value === 'false' ? undefined : 'Boolean must be true or false';
  }
  if (type === 'DateTime') {
    return Number.isNaN(Date.parse(value)) ? 'DateTime must be a date and time of ISO 8601' : undefined;
  }
  if (type === 'Number') {
    if (!/^-?\d{1,15}$/.test(value)) return 'Number must be an integer';
    if (min !== undefined && Number(value) < min) return `Number must be no less than ${min}`;
    return max !== undefined && Number(value) > max ? `Number must be no greater than ${max}` : undefined;
  }
  const length = Array.from(value).length;
  if (length > Math.min(max ?? MAX_LENGTH, MAX_LENGTH)) {
    return `String must be no longer than ${Math.min(max ?? MAX_LENGTH, MAX_LENGTH)} characters`;
  }
  return min !== undefined && length < min ? `String must be no shorter than ${min} characters` : undefined;
}

/** Checks the value of an attribute. An empty value deletes the attribute; `requireAttributes` checks required ones. */
export function checkValue(pool: UserPool, name: string, value: string): void {
  const schema = schemaOf(pool, name);
  if (value === '') return;
  const mistake = mistakeIn(value, schema);
  if (mistake) throw broken(`${name}: ${mistake}`);
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !isPhone(value)) throw invalidParameter('Invalid phone number format.');
}

/** Refuses attributes in which a required one is missing or empty. */
export function requireAttributes(required: readonly string[], known: ReadonlyMap<string, string>): void {
  const missing = required.filter((name) => !known.get(name));
  if (missing.length > 0) {
    throw broken(missing.map((name) => `${name}: The attribute ${name} is required\n`).join(''));
  }
}

/** Reads the name of an attribute to verify, which must be an address. */
export function readContact(name: string): Contact {
  if (isContact(name)) return name;
  // Assumption: AWS does not document this text.
  throw invalidParameter(`Invalid attribute name: ${name} cannot be verified.`);
}
