/**
 * The user pool operations that the kit calls, as they are on the wire. Types only.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
import type { AuthenticationResult, AuthReply, ChallengeName } from './challenges.ts';

export interface Attribute {
  Name: string;
  Value?: string;
}

export interface CodeDeliveryDetails {
  Destination?: string;
  DeliveryMedium?: 'SMS' | 'EMAIL';
  AttributeName?: string;
}

type Delivery = { CodeDeliveryDetails?: CodeDeliveryDetails };
type Empty = object;
type Metadata = { ClientMetadata?: Record<string, string> };
type App = { ClientId: string };

export interface Operations {
  SignUp: {
    input: App & Metadata & { Username: string; Password?: string; UserAttributes?: Attribute[] };
    output: Delivery & { UserConfirmed?: boolean; UserSub?: string; Session?: string };
  };
  ConfirmSignUp: {
    input: App & Metadata & { Username: string; ConfirmationCode: string };
    output: { Session?: string };
  };
  ResendConfirmationCode: { input: App & Metadata & { Username: string }; output: Delivery };
  InitiateAuth: {
    input: App &
      Metadata & {
        AuthFlow: 'USER_SRP_AUTH' | 'REFRESH_TOKEN_AUTH';
        AuthParameters: Record<string, string>;
        Session?: string;
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
    input: App & Metadata & { RefreshToken: string; DeviceKey?: string };
    output: { AuthenticationResult?: AuthenticationResult };
  };
  RevokeToken: { input: App & { Token: string }; output: Empty };
  ForgotPassword: { input: App & Metadata & { Username: string }; output: Delivery };
  ConfirmForgotPassword: {
    input: App & Metadata & { Username: string; ConfirmationCode: string; Password: string };
    output: Empty;
  };
  GetUser: {
    input: { AccessToken: string };
    output: {
      Username: string | undefined;
      UserAttributes: Attribute[] | undefined;
      PreferredMfaSetting?: string;
      UserMFASettingList?: string[];
    };
  };
  ChangePassword: {
    input: { AccessToken: string; PreviousPassword?: string; ProposedPassword: string };
    output: Empty;
  };
  AssociateSoftwareToken: {
    input: { AccessToken?: string; Session?: string };
    output: { SecretCode?: string; Session?: string };
  };
  VerifySoftwareToken: {
    input: { AccessToken?: string; Session?: string; UserCode: string; FriendlyDeviceName?: string };
    output: { Status?: 'SUCCESS' | 'ERROR'; Session?: string };
  };
  SetUserMFAPreference: {
    input: {
      AccessToken: string;
      SoftwareTokenMfaSettings?: { Enabled?: boolean; PreferredMfa?: boolean };
    };
    output: Empty;
  };
  GlobalSignOut: { input: { AccessToken: string }; output: Empty };
}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]['input'];
export type Output<Name extends OperationName> = Operations[Name]['output'];
