'use client';
/** Who the account is for. Which fields there are follows from what people sign in with. */
import type { SignUpState } from '../../react/use-sign-up.ts';
import type { SignUpAnswers } from '../../sign-in/flows/sign-up.ts';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { AttributeField, readAttributes } from '../parts/attribute-field.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CheckboxField } from '../parts/checkbox-field.tsx';
import type { Values } from '../parts/form.tsx';
import { IdentifierField, isEmail, readIdentifier } from '../parts/identifier-field.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays } from '../ways-context.ts';
import { toCheck, type SignUpField, type SignUpFieldOptions } from './sign-up-field.ts';

/** What the user name is typed as, the attributes that it can be, and those that the pool then needs. */
const asked: Record<
  IdentifierKind,
  { kind: IdentifierKind; is: readonly string[]; also: readonly string[] }
> = {
  username: { kind: 'username', is: [], also: ['email'] },
  usernameOrEmail: { kind: 'username', is: [], also: ['email'] },
  usernameOrPhone: { kind: 'username', is: [], also: ['phone_number'] },
  any: { kind: 'username', is: [], also: ['email'] },
  email: { kind: 'email', is: ['email'], also: [] },
  phone: { kind: 'phone', is: ['phone_number'], also: [] },
  emailOrPhone: { kind: 'emailOrPhone', is: ['email', 'phone_number'], also: [] },
};

const toOptions = (field: SignUpField): SignUpFieldOptions =>
  typeof field === 'string' ? { name: field } : field;

/** All fields, in order: the app's, and around them those that it does not mention. */
function fieldsOf(given: readonly SignUpField[], identifier: IdentifierKind, passwordless: boolean) {
  const { is, also } = asked[identifier];
  const all = given.map(toOptions);
  const own = all.filter(({ name }) => !is.includes(name));
  // What is said of an attribute that people are named by is said of the name.
  const named = is.length === 1 ? all.find(({ name }) => is.includes(name)) : undefined;
  const missing = (names: readonly string[]) =>
    names.filter((name) => !own.some((field) => field.name === name)).map(toOptions);
  // Consent is asked last.
  const consent = own.findLastIndex(({ type }) => type !== 'checkbox') + 1;
  return [
    ...missing(['username']).map((field) => ({ ...named, ...field })),
    ...missing(also),
    ...own.slice(0, consent),
    ...missing(['password']),
    ...own.slice(consent),
  ].filter(({ name }) => name !== 'password' || !passwordless);
}

const sentAs = ({ name, type, sentAs: told }: SignUpFieldOptions) =>
  name === 'username' || name === 'password'
    ? 'nothing'
    : (told ?? (type === 'checkbox' ? 'nothing' : 'attribute'));

function read(
  values: Values,
  identifier: IdentifierKind,
  fields: readonly SignUpFieldOptions[],
): SignUpAnswers['details'] {
  const { kind, is } = asked[identifier];
  const username = readIdentifier(values, kind);
  const implied = is.length > 1 ? (isEmail(username) ? 'email' : 'phone_number') : is[0];
  const those = (use: ReturnType<typeof sentAs>) =>
    readAttributes(
      values,
      fields.filter((field) => sentAs(field) === use).map(({ name }) => name),
    );
  const [clientMetadata, validationData] = [those('clientMetadata'), those('validationData')];
  const any = (given: object) => Object.keys(given).length > 0;
  return {
    username,
    ...(fields.some(({ name }) => name === 'password') && { password: values('password') }),
    attributes: { ...(implied && { [implied]: username }), ...those('attribute') },
    ...(any(clientMetadata) && { clientMetadata }),
    ...(any(validationData) && { validationData }),
  };
}

export function DetailsView(flow: Extract<SignUpState, { name: 'details' }>) {
  const { signUp, fields: texts } = useTexts();
  const { appName, identifier, fields: given = [], passwordless = false, onSignIn } = useWays();
  const fields = fieldsOf(given, identifier, passwordless);

  const show = ({ name, label, optional, type, validate }: SignUpFieldOptions) => {
    const check = toCheck(validate);
    if (name === 'username')
      return (
        <IdentifierField
          key={name}
          kind={asked[identifier].kind}
          defaultValue={flow.step.username}
          label={label}
          check={check}
        />
      );
    if (name === 'password')
      return (
        <PasswordField key={name} kind="new" name={name} label={label ?? texts.password} check={check} />
      );
    if (type === 'checkbox')
      return (
        <CheckboxField key={name} {...{ name, check }} label={label ?? name} optional={optional ?? false} />
      );
    return <AttributeField key={name} {...{ name, label, optional, type, check }} />;
  };
  return (
    <AskStep
      flow={flow}
      texts={signUp.details}
      lead={signUp.details.lead({ appName })}
      answer={(values) => read(values, identifier, fields)}
      foot={
        onSignIn && (
          <>
            {signUp.toSignIn} <LinkButton onClick={onSignIn}>{signUp.signIn}</LinkButton>
          </>
        )
      }
    >
      {fields.map(show)}
    </AskStep>
  );
}
