/** The signer of a request, after its signature and session token have been verified. */
export interface Principal {
  /** The ARN that CloudTrail and denials show: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  arn: string;
  account: string;
  /** The assumed role; absent for the account's root keys. */
  roleArn?: string;
  /** `AROA…:<session name>`, the UserId of GetCallerIdentity. */
  userId: string;
  /**
   * Context keys of the session, such as `cognito-identity.amazonaws.com:sub`, which every policy evaluation sees.
   */
  context: Readonly<Record<string, string | readonly string[]>>;
  /** Limits what the role allows. Guests of an identity pool always have one. */
  sessionPolicy?: PolicyDocument;
}

/** An IAM policy document: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  Version: '2012-10-17' | '2008-10-17';
  Id?: string;
  Statement: readonly Statement[] | Statement;
}

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;
}

export type ConditionValue = string | number | boolean | readonly (string | number | boolean)[];
