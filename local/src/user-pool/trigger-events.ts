/**
 * Triggers: the app's functions that a pool calls, with the events that AWS documents. A function changes
 * `event.response` or returns an event. If it throws, the caller gets UserLambdaValidationException.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export interface TriggerEvent<Request = Record<string, unknown>, Response = Record<string, unknown>> {
  version: string;
  triggerSource: string;
  region: string;
  userPoolId: string;
  userName: string;
  callerContext: { awsSdkVersion: string; clientId: string };
  request: Request;
  response: Response;
}

export type Trigger = (event: TriggerEvent) => unknown;

/** The names in a pool's LambdaConfig. */
export const triggerNames = [
  'PreSignUp',
  'PostConfirmation',
  'PreAuthentication',
  'PostAuthentication',
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
  'UserMigration',
  'CustomMessage',
] as const;

export type TriggerName = (typeof triggerNames)[number];

/** The triggers of one pool. They are not part of the state: the config provides them at each start. */
export type Triggers = Readonly<Partial<Record<TriggerName, Trigger>>>;
