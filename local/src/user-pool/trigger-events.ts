/**
 * The app's own functions that a pool calls on its way, with the events that AWS documents. A function changes
 * `event.response` or gives back an event; what it throws reaches the caller as UserLambdaValidationException.
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

/** As in the pool's LambdaConfig. */
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

/** Functions are no state: they come from the config at each start. */
export type Triggers = Readonly<Partial<Record<TriggerName, Trigger>>>;
