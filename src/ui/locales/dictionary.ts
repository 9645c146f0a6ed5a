/**
 * Every text of the interface. A locale is one value of this type, so a missing or misspelt key does not compile.
 * Texts with something in them are functions, so a language puts it where its grammar wants it.
 */

/** How the pool names people, which decides a field's label, its keyboard and its autofill. */
export type IdentifierKind =
  | 'username'
  | 'email'
  | 'phone'
  | 'usernameOrEmail'
  | 'usernameOrPhone'
  | 'emailOrPhone'
  | 'any';

/** What each rule of a password policy is called. */
export type PasswordRule = 'minLength' | 'lowercase' | 'uppercase' | 'numbers' | 'symbols';

/**
 * Errors that have a text of their own, by code. For any other the message of the error itself is shown. Four are not
 * the service's codes but what it says under one of them: see `reasonOf`.
 */
export type ErrorTextCode =
  | 'AliasExistsException'
  | 'CodeDeliveryFailureException'
  | 'CodeMismatchException'
  | 'CompromisedPassword'
  | 'ConfigInvalid'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'ForbiddenException'
  | 'InternalErrorException'
  | 'InvalidPasswordException'
  | 'InvalidResponse'
  | 'LimitExceededException'
  | 'NetworkError'
  | 'NotAuthorizedException'
  | 'NotSignedIn'
  | 'PasskeyExists'
  | 'PasskeyFailed'
  | 'PasskeysUnsupported'
  | 'PasswordAttemptsExceeded'
  | 'PasswordHistoryPolicyViolationException'
  | 'ServerError'
  | 'SessionEnded'
  | 'SrpRejected'
  | 'TemporaryPasswordExpired'
  | 'Timeout'
  | 'TooManyFailedAttemptsException'
  | 'TooManyRequestsException'
  | 'UnsupportedBrowser'
  | 'UnsupportedChallenge'
  | 'UserDisabled'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

/** A text, or one that knows when another try can succeed: `minutes`, rounded up, where the error says it. */
export type ErrorText = string | ((about: { minutes: number | undefined }) => string);

/** A heading, one line of reason, and what the button does. */
interface StepTexts {
  heading: string;
  submit: string;
  /** Said once by a screen reader while the request is under way. */
  pending: string;
}

interface ChoiceTexts {
  heading: string;
  lead: string;
  pending: string;
}

export interface Dictionary {
  /** BCP 47, for `lang`. */
  locale: string;
  direction: 'ltr' | 'rtl';
  fields: Record<IdentifierKind, string> & {
    password: string;
    newPassword: string;
    code: string;
    /** A standard attribute's label by its Cognito name; an attribute without one is labelled by its name. */
    attributes: Record<string, string>;
    optional: string;
    show: string;
    hide: string;
  };
  missing: Record<IdentifierKind, string> & {
    password: string;
    newPassword: string;
    code: string;
    other: (about: { label: string }) => string;
    /** A box that has to be ticked. */
    consent: string;
  };
  invalid: {
    email: string;
    phone: string;
    emailOrPhone: string;
    code: string;
    password: string;
  };
  rules: Record<PasswordRule, (about: { minLength: number }) => string> & {
    label: string;
    met: string;
    notMet: string;
  };
  /** Beside a password that begins or ends with a space. */
  edgeSpace: string;
  summary: (about: { count: number }) => string;
  change: string;
  close: string;
  signOut: string;
  /** What the button of whoever is signed in is called. */
  account: (about: { name: string }) => string;
  /** After a sign-in without one. */
  passkeyOffer: StepTexts & { lead: string; later: string; done: string };
  /** Where the pool lets people decide whether it trusts this browser. */
  rememberDevice: StepTexts & { lead: string; later: string };
  identifierChip: string;
  resend: {
    ask: string;
    in: (about: { seconds: number }) => string;
    ready: string;
    sent: string;
  };
  /** After too many tries: a clock such as `14:59`, and what is said when it has run down. */
  retry: {
    in: (about: { time: string }) => string;
    now: string;
  };
  signIn: {
    identifier: StepTexts & { lead: (about: { appName: string | undefined }) => string };
    password: StepTexts & { lead: string; forgot: string };
    selectFactor: ChoiceTexts;
    selectMfa: ChoiceTexts;
    setUpMfa: ChoiceTexts;
    /** Ways in and second factors, as one chooses them. */
    choices: Record<'password' | 'passkey' | 'emailCode' | 'smsCode' | 'totp', string>;
    /** `unused`: after a ceremony that was given up, or that took too long. */
    passkey: StepTexts & { lead: string; unused: string };
    emailCode: StepTexts;
    smsCode: StepTexts;
    totp: StepTexts & { lead: string };
    setUpEmail: StepTexts & { lead: string };
    custom: StepTexts & { lead: string; label: string; missing: string };
    stepUp: StepTexts & { lead: string };
    startAgain: string;
    anotherWay: string;
    /** A box: ticked, the session outlives the tab. */
    rememberMe: string;
    /** Marks the way in that this person used here last. */
    lastUsed: string;
    newPassword: StepTexts & { lead: string };
    /** `unsent`: where this visit has sent no code yet. */
    confirmSignUp: StepTexts & { unsent: string };
    resetPassword: StepTexts & { unsent: string };
    signedIn: { heading: string; lead: (about: { username: string }) => string };
    toSignUp: string;
    createAccount: string;
    challengeExpired: string;
  };
  signUp: {
    details: StepTexts & { lead: (about: { appName: string | undefined }) => string };
    /** `aliasTaken`: another account has the address that the code proved; `takeOver` moves it here. */
    confirm: StepTexts & { aliasTaken: string; takeOver: string };
    done: { heading: string; lead: string };
    toSignIn: string;
    signIn: string;
  };
  resetPassword: {
    request: StepTexts & { lead: string };
    confirm: StepTexts;
    done: { heading: string; lead: string };
    toSignIn: string;
  };
  /** Where a code went: an address or a number as the service masks it, if it says. */
  codeSent: (about: { medium: 'EMAIL' | 'SMS' | undefined; destination: string | undefined }) => string;
  totpSetUp: StepTexts & {
    /** Why one would. */
    why: string;
    start: string;
    /** Where one is on already. */
    again: string;
    remove: string;
    cancel: string;
    close: string;
    lead: string;
    qr: string;
    secret: string;
    copy: string;
    copied: string;
    copyFailed: string;
    open: string;
    done: string;
    doneLead: string;
    preparing: string;
  };
  errors: Record<ErrorTextCode, ErrorText>;
  /** Where the same code means something else: the step's name, then the code. */
  errorsAt: Record<ErrorStep, Partial<Record<ErrorTextCode, ErrorText>>>;
}

/** Steps at which an error's text can differ. */
export type ErrorStep = 'password' | 'totp' | 'setUpTotp' | 'confirm' | 'totpSetUp';
