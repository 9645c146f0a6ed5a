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
type Metadata = { ClientMetadata?: Readonly<Record<string, string>> | undefined };
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
  ConfirmDevice: {
    input: {
      AccessToken: string;
      DeviceKey: string;
      DeviceName?: string;
      DeviceSecretVerifierConfig?: { PasswordVerifier?: string; Salt?: string };
    };
    output: { UserConfirmationNecessary?: boolean };
  };
  GlobalSignOut: { input: { AccessToken: string }; output: Empty };
}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Operations[Name]['input'];
export type Output<Name extends OperationName> = Operations[Name]['output'];
