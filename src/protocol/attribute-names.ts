/**
 * The attributes of a user, by their Cognito names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */

/** The attributes that each pool accepts at sign-up: OpenID Connect's standard claims. */
export const standardAttributes = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
] as const;

export type StandardAttribute = (typeof standardAttributes)[number];
/** An attribute that a pool defines, such as `custom:plan`. */
export type CustomAttribute = `custom:${string}`;
export type AttributeName = StandardAttribute | CustomAttribute;

/** Attributes with their values, which are always strings. */
export type SomeAttributes = { readonly [Name in StandardAttribute]?: string } & {
  readonly [name: CustomAttribute]: string;
};

/** Attributes of which those in `Named` are required. If none is named, all are optional. */
export type Attributes<Named extends AttributeName = AttributeName> = AttributeName extends Named
  ? SomeAttributes
  : SomeAttributes & { readonly [Name in Named]: string };
