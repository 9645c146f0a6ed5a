/**
 * The wire types of the operations that a signed-in user's access token authorises.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export interface Attribute {
  Name: string;
  Value?: string;
}

export interface CodeDeliveryDetails {
  Destination?: string;
  DeliveryMedium?: 'SMS' | 'EMAIL';
  AttributeName?: string;
}

type Empty = object;
/** Seconds since the Unix epoch. */
type Timestamp = number;
type MfaSettings = { Enabled?: boolean; PreferredMfa?: boolean };
type Token = { AccessToken: string };
type Metadata = { ClientMetadata?: Readonly<Record<string, string>> | undefined };

export interface WireDevice {
  DeviceKey?: string;
  DeviceAttributes?: Attribute[];
  DeviceCreateDate?: Timestamp;
  DeviceLastModifiedDate?: Timestamp;
  DeviceLastAuthenticatedDate?: Timestamp;
}

export interface WirePasskey {
  CredentialId?: string;
  FriendlyCredentialName?: string;
  RelyingPartyId?: string;
  AuthenticatorAttachment?: string;
  CreatedAt?: Timestamp;
}

export interface WireSession {
  SessionId?: string;
  SessionType?: string;
  ClientId?: string;
  CreateDate?: Timestamp;
  LastActiveDate?: Timestamp;
  DeviceType?: string;
  LastIPAddress?: string;
  IsCurrentSession?: boolean;
}

export interface AccountOperations {
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
    input: {
      AccessToken?: string;
      Session?: string;
      UserCode: string;
      FriendlyDeviceName?: string | undefined;
    };
    output: { Status?: 'SUCCESS' | 'ERROR'; Session?: string };
  };
  SetUserMFAPreference: {
    input: {
      AccessToken: string;
      SMSMfaSettings?: MfaSettings;
      SoftwareTokenMfaSettings?: MfaSettings;
      EmailMfaSettings?: MfaSettings;
      WebAuthnMfaSettings?: { Enabled?: boolean };
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
  UpdateUserAttributes: {
    input: Token & Metadata & { UserAttributes: Attribute[] };
    output: { CodeDeliveryDetailsList?: CodeDeliveryDetails[] };
  };
  DeleteUserAttributes: { input: Token & { UserAttributeNames: string[] }; output: Empty };
  GetUserAttributeVerificationCode: {
    input: Token & Metadata & { AttributeName: string };
    output: { CodeDeliveryDetails?: CodeDeliveryDetails };
  };
  VerifyUserAttribute: { input: Token & { AttributeName: string; Code: string }; output: Empty };
  DeleteUser: { input: Token; output: Empty };
  GetUserAuthFactors: {
    input: Token;
    output: {
      PreferredMfaSetting?: string;
      UserMFASettingList?: string[];
      ConfiguredUserAuthFactors?: string[];
    };
  };
  ListDevices: {
    input: Token & { Limit?: number; PaginationToken?: string | undefined };
    output: { Devices?: WireDevice[]; PaginationToken?: string };
  };
  GetDevice: { input: Token & { DeviceKey: string }; output: { Device: WireDevice | undefined } };
  ForgetDevice: { input: Token & { DeviceKey: string }; output: Empty };
  UpdateDeviceStatus: {
    input: Token & { DeviceKey: string; DeviceRememberedStatus?: 'remembered' | 'not_remembered' };
    output: Empty;
  };
  StartWebAuthnRegistration: { input: Token; output: { CredentialCreationOptions: unknown } };
  CompleteWebAuthnRegistration: { input: Token & { Credential: never }; output: Empty };
  ListWebAuthnCredentials: {
    input: Token & { MaxResults?: number; NextToken?: string | undefined };
    output: { Credentials: WirePasskey[] | undefined; NextToken?: string };
  };
  DeleteWebAuthnCredential: { input: Token & { CredentialId: string }; output: Empty };
  ListUserSessions: {
    input: Token & { NextToken?: string | undefined };
    output: { Sessions?: WireSession[]; NextToken?: string };
  };
  RevokeUserSession: {
    input: Token & { SessionId: string; RevokeAssociatedSessions?: 'NONE' | 'LINKED' };
    output: Empty;
  };
}
