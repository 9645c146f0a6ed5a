'use client';
/** The first step of a sign-up: asks for the identifier, the password and the attributes of the new account. */
import type { SignUpState } from '../../react/use-sign-up.ts';
import type { SignUpAnswers } from '../../sign-in/flows/sign-up.ts';
import { useFlowSettings } from '../flow-settings.ts';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { AttributeField, readAttributes } from '../parts/attribute-field.tsx';
import { LinkButton } from '../parts/buttons.tsx';
import { CheckboxField } from '../parts/checkbox-field.tsx';
import type { Values } from '../parts/form.tsx';
import { IdentifierField, isEmail, readIdentifier } from '../parts/identifier-field.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTexts } from '../ui-context.ts';
import { toCheck, type SignUpField, type SignUpFieldOptions } from './sign-up-field.ts';

interface SignUpIdentifier {
  /** The kind of the field for the username. */
  kind: IdentifierKind;
  /** The attributes that the username stands for, so they have no field of their own. */
  aliases: readonly string[];
  /** The further attributes that the pool needs. */
  required: readonly string[];
}

const identifiers: Record<IdentifierKind, SignUpIdentifier> = {
  username: { kind: 'username', aliases: [], required: ['email'] },
  usernameOrEmail: { kind: 'username', aliases: [], required: ['email'] },
  usernameOrPhone: { kind: 'username', aliases: [], required: ['phone_number'] },
  any: { kind: 'username', aliases: [], required: ['email'] },
  email: { kind: 'email', aliases: ['email'], required: [] },
  phone: { kind: 'phone', aliases: ['phone_number'], required: [] },
  emailOrPhone: { kind: 'emailOrPhone', aliases: ['email', 'phone_number'], required: [] },
};

const toOptions = (field: SignUpField): SignUpFieldOptions =>
  typeof field === 'string' ? { name: field } : field;

/** Returns all fields in order: those of the app, and the required ones that the app does not list. */
function allFields(
  appFields: readonly SignUpField[],
  { aliases, required }: SignUpIdentifier,
  passwordless: boolean,
) {
  const options = appFields.map(toOptions);
  const fields = options.filter(({ name }) => !aliases.includes(name));
  // With a single alias, the options of its attribute apply to the field of the username.
  const alias = aliases.length === 1 ? options.find(({ name }) => aliases.includes(name)) : undefined;
  const missing = (names: readonly string[]) =>
    names.filter((name) => !fields.some((field) => field.name === name)).map(toOptions);
  // The checkboxes at the end, such as consent, stay below the password.
  const end = fields.findLastIndex(({ type }) => type !== 'checkbox') + 1;
  return [
    ...missing(['username']).map((field) => ({ ...alias, ...field })),
    ...missing(required),
    ...fields.slice(0, end),
    ...missing(['password']),
    ...fields.slice(end),
  ].filter(({ name }) => name !== 'password' || !passwordless);
}

const targetOf = ({ name, type, sentAs }: SignUpFieldOptions) =>
  name === 'username' || name === 'password'
    ? 'nothing'
    : (sentAs ?? (type === 'checkbox' ? 'nothing' : 'attribute'));

const isEmpty = (object: object) => Object.keys(object).length === 0;

/** Builds the answer of the step from the values of the fields. */
function readDetails(
  values: Values,
  { kind, aliases }: SignUpIdentifier,
  fields: readonly SignUpFieldOptions[],
): SignUpAnswers['details'] {
  const username = readIdentifier(values, kind);
  const alias = aliases.length > 1 ? (isEmail(username) ? 'email' : 'phone_number') : aliases[0];
  const read = (target: ReturnType<typeof targetOf>) =>
    readAttributes(
      values,
      fields.filter((field) => targetOf(field) === target).map(({ name }) => name),
    );
  const clientMetadata = read('clientMetadata');
  const validationData = read('validationData');
  return {
    username,
    ...(fields.some(({ name }) => name === 'password') && { password: values('password') }),
    attributes: { ...(alias && { [alias]: username }), ...read('attribute') },
    ...(!isEmpty(clientMetadata) && { clientMetadata }),
    ...(!isEmpty(validationData) && { validationData }),
  };
}

export function DetailsView(flow: Extract<SignUpState, { name: 'details' }>) {
  const { signUp, fields: texts } = useTexts();
  const { appName, identifier, fields: appFields = [], passwordless = false, onSignIn } = useFlowSettings();
  const signUpIdentifier = identifiers[identifier];
  const fields = allFields(appFields, signUpIdentifier, passwordless);

  const renderField = ({ name, label, optional, type, validate }: SignUpFieldOptions) => {
    const check = toCheck(validate);
    if (name === 'username')
      return (
        <IdentifierField
          key={name}
          kind={signUpIdentifier.kind}
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
      answer={(values) => readDetails(values, signUpIdentifier, fields)}
      foot={
        onSignIn && (
          <>
            {signUp.toSignIn} <LinkButton onClick={onSignIn}>{signUp.signIn}</LinkButton>
          </>
        )
      }
    >
      {fields.map(renderField)}
    </AskStep>
  );
}
