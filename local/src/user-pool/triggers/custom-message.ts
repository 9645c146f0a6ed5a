/**
 * The words of a message, where the pool's CustomMessage trigger has its own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { runTrigger, triggerAttributes } from './run.ts';

export type MessageSource =
  | 'SignUp'
  | 'AdminCreateUser'
  | 'ResendCode'
  | 'ForgotPassword'
  | 'UpdateUserAttribute'
  | 'VerifyUserAttribute'
  | 'Authentication';

const CODE = '{####}';
const USERNAME = '{username}';
/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html (parameters) */
const LONGEST = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 };

interface Words {
  source: MessageSource;
  medium: 'EMAIL' | 'SMS';
  code: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** (?) AWS publishes no name for a text that it cannot use. */
const unusable = (why: string) =>
  new ServiceError(
    'InvalidLambdaResponseException',
    `The CustomMessage trigger's answer cannot be sent: ${why}.`,
  );

const place = (text: string, what: string, value: string) => text.split(what).join(value);

/** `message` and `subject`, or nothing where AWS's own words would have gone out. */
export async function customMessage(
  context: Context,
  scope: Scope,
  user: User,
  { source, medium, code, clientMetadata }: Words,
): Promise<{ message?: string; subject?: string }> {
  const invites = source === 'AdminCreateUser';
  const answer = await runTrigger(context, scope, 'CustomMessage', {
    source: `CustomMessage_${source}`,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      codeParameter: CODE,
      usernameParameter: invites ? USERNAME : null,
      linkParameter: '{##Click Here##}',
      ...(clientMetadata && { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const refuse = (why: string) => {
    context.platform.print(`CustomMessage_${source}: ${why}`);
    return unusable(why);
  };
  const text = (name: keyof typeof LONGEST): string | undefined => {
    const value = answer?.[name] ?? undefined;
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw refuse(`${name} is no text`);
    if (value.length > LONGEST[name]) throw refuse(`${name} has more than ${LONGEST[name]} characters`);
    return value;
  };
  const name = medium === 'SMS' ? 'smsMessage' : 'emailMessage';
  const message = text(name);
  const subject = medium === 'SMS' ? undefined : text('emailSubject');
  if (message !== undefined && !message.includes(CODE)) throw refuse(`${name} lacks ${CODE}`);
  if (message !== undefined && invites && !message.includes(USERNAME)) {
    throw refuse(`${name} lacks ${USERNAME}`);
  }
  return {
    ...(message !== undefined && { message: place(place(message, USERNAME, user.username), CODE, code) }),
    ...(subject !== undefined && { subject }),
  };
}
