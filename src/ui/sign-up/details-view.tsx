'use client';
/** Who the account is for. Which fields there are follows from what people sign in with. */
import type { SignUpAnswers, SignUpState } from '../../react/use-sign-up.ts';
import type { IdentifierKind } from '../locales/dictionary.ts';
import { AttributeField, readAttributes } from '../parts/attribute-field.tsx';
import { LinkButton, SubmitButton } from '../parts/buttons.tsx';
import { Form, type Values } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { IdentifierField, toPhone } from '../parts/identifier-field.tsx';
import { ErrorBox, ErrorSummary } from '../parts/messages.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { useTexts } from '../ui-context.ts';
import { useWays, type SignUpField } from '../ways-context.ts';

/** What the user name is typed as, the attribute that it is, and those that the pool then needs. */
const asked = {
  username: { kind: 'username', is: '', also: ['email'] },
  usernameOrEmail: { kind: 'username', is: '', also: ['email'] },
  email: { kind: 'email', is: 'email', also: [] },
  phone: { kind: 'phone', is: 'phone_number', also: [] },
} as const satisfies Record<IdentifierKind, { kind: IdentifierKind; is: string; also: readonly string[] }>;

const named = (field: SignUpField) => (typeof field === 'string' ? { name: field } : field);

function read(values: Values, kind: IdentifierKind, names: readonly string[]): SignUpAnswers['details'] {
  const typed = values.trimmed('username');
  const username = kind === 'phone' ? toPhone(typed) : typed;
  const implied = kind === 'email' ? { email: username } : kind === 'phone' ? { phone_number: username } : {};
  return {
    username,
    password: values('password'),
    attributes: { ...implied, ...readAttributes(values, names) },
  };
}

export function DetailsView(flow: Extract<SignUpState, { name: 'details' }>) {
  const { signUp, fields: texts } = useTexts();
  const { appName, identifier, fields = [], onSignIn } = useWays();
  const { heading, lead, submit, pending } = signUp.details;
  const { kind, is, also } = asked[identifier];
  const own = fields.map(named).filter(({ name }) => name !== is);
  const attributes = [...also.filter((name) => !own.some((field) => field.name === name)).map(named), ...own];
  return (
    <Step>
      <Heading>{heading}</Heading>
      <Lead>{lead({ appName })}</Lead>
      <Form
        flow={flow}
        answer={(values) =>
          read(
            values,
            kind,
            attributes.map(({ name }) => name),
          )
        }
        pendingText={pending}
      >
        <ErrorBox />
        <ErrorSummary />
        <IdentifierField kind={kind} defaultValue={flow.step.username} />
        {attributes.map((field) => (
          <AttributeField key={field.name} {...field} />
        ))}
        <PasswordField kind="new" name="password" label={texts.password} />
        <SubmitButton>{submit}</SubmitButton>
      </Form>
      {onSignIn ? (
        <Foot>
          {signUp.toSignIn} <LinkButton onClick={onSignIn}>{signUp.signIn}</LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}
