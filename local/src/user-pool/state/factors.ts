/** Factors and addresses: the types that pools, users and sign-ins share. */
export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';
export type MfaMethod = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
/** An attribute whose value can receive codes. */
export type Contact = 'email' | 'phone_number';
