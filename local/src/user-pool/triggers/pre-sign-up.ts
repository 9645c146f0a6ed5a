/**
 * Asks the pool's PreSignUp trigger before a user is made.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
import type { Context, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import type { Contact } from '../state.ts';
import { runTrigger } from './run.ts';

export interface NewcomerEvent {
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
 * What to confirm and to verify without a code; an administrator's newcomer is neither. An address that is verified so
 * is taken from whoever had it.
 */
export async function preSignUp(
  context: Context,
  scope: Scope,
  { source, userName, attributes, validationData, clientMetadata }: NewcomerEvent,
): Promise<{ confirm: boolean; verify: readonly Contact[] }> {
  const answer = await runTrigger(context, scope, 'PreSignUp', {
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
  const verify = (['email', 'phone_number'] as const).filter((contact) => answer?.[FLAGS[contact]] === true);
  for (const contact of verify) {
    if (!attributes.get(contact)) {
      context.platform.print(`PreSignUp set ${FLAGS[contact]} for somebody without ${contact}`);
      throw invalidParameter(`Cannot auto-verify ${contact}: the user has none.`);
    }
  }
  return { confirm: answer?.['autoConfirmUser'] === true, verify };
}
