/** Whether a remembered name is one that a field could ask for. */
import type { IdentifierKind } from '../locales/dictionary.ts';
import { isEmail, isPhone } from '../parts/identifier-field.tsx';

/** Pools that sign in with an e-mail address or a phone number make up the user name: no one would know theirs. */
const isChosen = (name: string) => !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name);

const fits = {
  username: isChosen,
  usernameOrEmail: isChosen,
  usernameOrPhone: isChosen,
  any: isChosen,
  email: isEmail,
  phone: isPhone,
  emailOrPhone: (name) => isEmail(name) || isPhone(name),
} satisfies Record<IdentifierKind, (name: string) => boolean>;

/**
 * As a `defaultValue` it comes late but never over anything: browsers leave an input alone once something was typed or
 * filled in. https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#concept-fe-dirty
 */
export const namedBy = (kind: IdentifierKind, name: string | undefined): string | undefined =>
  name !== undefined && fits[kind](name) ? name : undefined;
