/** What people prove themselves with, and where their codes go: the words that pools, users and sign-ins share. */
export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';
export type MfaMethod = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';
/** What codes can be sent to. */
export type Contact = 'email' | 'phone_number';
