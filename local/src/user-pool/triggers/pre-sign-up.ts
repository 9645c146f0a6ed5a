/**
 * Calls the pool's PreSignUp trigger before a user is created.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
import type { Context, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import type { Contact } from '../state.ts';
import { runTrigger } from './run.ts';

export interface PreSignUpEvent {
  source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser';
  userName: string;
  attributes: ReadonlyMap<string, string>;
  validationData: ReadonlyMap<string, string>;
  clientMetadata: Readonly<Record<string, string>> | undefined;
}

const FLAGS = { email: 'autoVerifyEmail', phone_number: 'autoVerifyPhone' } as const satisfies Record<
  Contact,
  string
>;

/**
 * Calls the trigger.
 * @returns whether to confirm the user, and which addresses to verify, without a code; nothing of both for
 * AdminCreateUser. The caller takes such an address from any other user.
 */
export async function preSignUp(
  context: Context,
  scope: Scope,
  { source, userName, attributes, validationData, clientMetadata }: PreSignUpEvent,
): Promise<{ confirm: boolean; verify: readonly Contact[] }> {
  const result = await runTrigger(context, scope, 'PreSignUp', {
    source,
    userName,
    request: {
      userAttributes: Object.fromEntries(attributes),
      validationData: validationData.size === 0 ? null : Object.fromEntries(validationData),
      ...(clientMetadata && { clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  if (source === 'PreSignUp_AdminCreateUser') return { confirm: false, verify: [] };
  const verify = (['email', 'phone_number'] as const).filter((contact) => result?.[FLAGS[contact]] === true);
  for (const contact of verify) {
    if (!attributes.get(contact)) {
      context.platform.print(`PreSignUp set ${FLAGS[contact]} for a user without ${contact}`);
      throw invalidParameter(`Cannot auto-verify ${contact}: the user has none.`);
    }
  }
  return { confirm: result?.['autoConfirmUser'] === true, verify };
}
