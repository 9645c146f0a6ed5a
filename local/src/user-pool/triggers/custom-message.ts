/**
 * The text of a message, if the pool has a CustomMessage trigger.
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
/** AWS's limits for the texts. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
const MAX_LENGTH = { smsMessage: 140, emailMessage: 20_000, emailSubject: 140 };

interface MessageRequest {
  source: MessageSource;
  medium: 'EMAIL' | 'SMS';
  code: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Assumption: AWS documents no error code for a text that cannot be used. */
const unusable = (why: string) =>
  new ServiceError(
    'InvalidLambdaResponseException',
    `The text of the CustomMessage trigger cannot be sent: ${why}.`,
  );

const fillIn = (text: string, placeholder: string, value: string) => text.split(placeholder).join(value);

/** Returns `message` and `subject` of the trigger; neither if AWS would send its own text. */
export async function customMessage(
  context: Context,
  scope: Scope,
  user: User,
  { source, medium, code, clientMetadata }: MessageRequest,
): Promise<{ message?: string; subject?: string }> {
  const isInvitation = source === 'AdminCreateUser';
  const response = await runTrigger(context, scope, 'CustomMessage', {
    source: `CustomMessage_${source}`,
    userName: user.username,
    request: {
      userAttributes: triggerAttributes(user),
      codeParameter: CODE,
      usernameParameter: isInvitation ? USERNAME : null,
      linkParameter: '{##Click Here##}',
      ...(clientMetadata && { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  const refuse = (why: string) => {
    context.platform.print(`CustomMessage_${source}: ${why}`);
    return unusable(why);
  };
  const text = (name: keyof typeof MAX_LENGTH): string | undefined => {
    const value = response?.[name] ?? undefined;
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw refuse(`${name} is no text`);
    if (value.length > MAX_LENGTH[name]) throw refuse(`${name} has more than ${MAX_LENGTH[name]} characters`);
    return value;
  };
  const name = medium === 'SMS' ? 'smsMessage' : 'emailMessage';
  const message = text(name);
  const subject = medium === 'SMS' ? undefined : text('emailSubject');
  if (message !== undefined && !message.includes(CODE)) throw refuse(`${name} lacks ${CODE}`);
  if (message !== undefined && isInvitation && !message.includes(USERNAME)) {
    throw refuse(`${name} lacks ${USERNAME}`);
  }
  return {
    ...(message !== undefined && { message: fillIn(fillIn(message, USERNAME, user.username), CODE, code) }),
    ...(subject !== undefined && { subject }),
  };
}
