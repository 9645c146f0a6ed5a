/**
 * The attributes that a pool knows: OpenID Connect's standard claims, Cognito's own, and the pool's custom ones.
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
const LONGEST = 2048;
const CUSTOM = 'custom:';

export const contacts = ['email', 'phone_number'] as const satisfies readonly Contact[];
export const isContact = (name: string): name is Contact => (contacts as readonly string[]).includes(name);
/** Kept by the service itself; an administrator may set them. */
export const isVerifiedFlag = (name: string): boolean =>
  name === 'email_verified' || name === 'phone_number_verified';

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
export const isPhone = (text: string): boolean => /^\+\d{1,15}$/.test(text);

const broken = (why: string) => invalidParameter(`Attributes did not conform to the schema: ${why}`);

/** Throws for a name that is in nobody's schema. */
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

/** What is wrong with a value, in words that AWS does not publish in full (?). */
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
  if (length > Math.min(max ?? LONGEST, LONGEST)) {
    return `String must be no longer than ${Math.min(max ?? LONGEST, LONGEST)} characters`;
  }
  return min !== undefined && length < min ? `String must be no shorter than ${min} characters` : undefined;
}

/** An empty value stands for none: whether it may be empty is decided by what is required. */
export function checkValue(pool: UserPool, name: string, value: string): void {
  const schema = schemaOf(pool, name);
  if (value === '') return;
  const mistake = mistakeIn(value, schema);
  if (mistake) throw broken(`${name}: ${mistake}`);
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name === 'phone_number' && !isPhone(value)) throw invalidParameter('Invalid phone number format.');
}

/** Throws when a required attribute is missing, or empty. */
export function requireAttributes(required: readonly string[], known: ReadonlyMap<string, string>): void {
  const missing = required.filter((name) => !known.get(name));
  if (missing.length > 0) {
    throw broken(missing.map((name) => `${name}: The attribute ${name} is required\n`).join(''));
  }
}

/** Only addresses can be verified. */
export function readContact(name: string): Contact {
  if (isContact(name)) return name;
  // (?) The sentence.
  throw invalidParameter(`Invalid attribute name: ${name} cannot be verified.`);
}
