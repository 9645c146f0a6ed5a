/**
 * The wire types of the user pool operations that the kit calls.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
import type { AccountOperations, Attribute, CodeDeliveryDetails } from './account-operations.ts';

import type { AuthenticationResult, AuthReply, ChallengeName } from './challenges.ts';

type Delivery = { CodeDeliveryDetails?: CodeDeliveryDetails };
type Empty = object;
type Metadata = { ClientMetadata?: Readonly<Record<string, string>> | undefined };
type App = { ClientId: string };

export interface Operations extends AccountOperations {
  SignUp: {
    input: App &
      Metadata & {
        Username: string;
        Password?: string | undefined;
        UserAttributes?: Attribute[];
        ValidationData?: Attribute[] | undefined;
      };
    output: Delivery & { UserConfirmed?: boolean; UserSub?: string; Session?: string };
  };
  ConfirmSignUp: {
    input: App &
      Metadata & {
        Username: string;
        ConfirmationCode: string;
        ForceAliasCreation?: boolean | undefined;
        Session?: string | undefined;
      };
    output: { Session?: string };
  };
  ResendConfirmationCode: { input: App & Metadata & { Username: string }; output: Delivery };
  InitiateAuth: {
    input: App &
      Metadata & {
        AuthFlow: 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH' | 'USER_AUTH' | 'REFRESH_TOKEN_AUTH';
        AuthParameters: Record<string, string>;
        Session?: string | undefined;
      };
    output: AuthReply;
  };
  RespondToAuthChallenge: {
    input: App &
      Metadata & {
        ChallengeName: ChallengeName;
        ChallengeResponses: Record<string, string>;
        Session?: string | undefined;
      };
    output: AuthReply;
  };
  GetTokensFromRefreshToken: {
    input: App & Metadata & { RefreshToken: string; DeviceKey?: string | undefined };
    output: { AuthenticationResult?: AuthenticationResult };
  };
  RevokeToken: { input: App & { Token: string }; output: Empty };
  ForgotPassword: { input: App & Metadata & { Username: string }; output: Delivery };
  ConfirmForgotPassword: {
    input: App & Metadata & { Username: string; ConfirmationCode: string; Password: string };
    output: Empty;
  };
  GlobalSignOut: { input: { AccessToken: string }; output: Empty };
}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]['input'];
export type Output<Name extends OperationName> = Operations[Name]['output'];
