/**
 * The type of all texts of the interface. A locale is one value of it, so a missing or misspelt key does not compile.
 * Texts with values in them are functions, so each language places the values by its own grammar.
 */

/** The kind of name that users sign in with. Decides the label, the keyboard and the autofill of the field. */
export type IdentifierKind =
  | 'username'
  | 'email'
  | 'phone'
  | 'usernameOrEmail'
  | 'usernameOrPhone'
  | 'emailOrPhone'
  | 'any';

/** The rules of a password policy. */
export type PasswordRule = 'minLength' | 'lowercase' | 'uppercase' | 'numbers' | 'symbols';

/**
 * The codes of errors with a text of their own. For other codes the error's message is shown. Four of them are no codes
 * of the service but reasons for one of its codes: see `reasonOf`.
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

/**
 * A text, or a function of the minutes (rounded up) until another attempt can succeed; undefined if the error has no
 * time.
 */
export type ErrorText = string | ((about: { minutes: number | undefined }) => string);

/** The texts of a step with a button. */
interface StepTexts {
  heading: string;
  submit: string;
  /** Announced once by screen readers while the request is pending. */
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
    /** Shown at a checkbox that must be checked. */
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
  /** Shown at a password that begins or ends with a space. */
  edgeSpace: string;
  summary: (about: { count: number }) => string;
  change: string;
  close: string;
  signOut: string;
  /** The name of the user button for screen readers. */
  account: (about: { name: string }) => string;
  /** The offer to a user without a passkey. */
  passkeyOffer: StepTexts & { lead: string; later: string; done: string };
  /** The question whether the pool may remember this browser, in pools that let users decide. */
  rememberDevice: StepTexts & { lead: string; later: string };
  identifierChip: string;
  resend: {
    ask: string;
    in: (about: { seconds: number }) => string;
    ready: string;
    sent: string;
  };
  /** Shown after too many attempts: a countdown such as `14:59`, and a text for its end. */
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
    /** The first and second factors, as buttons of a choice. */
    choices: Record<'password' | 'passkey' | 'emailCode' | 'smsCode' | 'totp', string>;
    /** `unused` is shown after a ceremony that was cancelled or timed out. */
    passkey: StepTexts & { lead: string; unused: string };
    emailCode: StepTexts;
    smsCode: StepTexts;
    totp: StepTexts & { lead: string };
    setUpEmail: StepTexts & { lead: string };
    custom: StepTexts & { lead: string; label: string; missing: string };
    stepUp: StepTexts & { lead: string };
    startAgain: string;
    anotherWay: string;
    /** The label of a checkbox: checked, the session outlives the tab. */
    rememberMe: string;
    /** Marks the first factor that this user used last in this browser. */
    lastUsed: string;
    newPassword: StepTexts & { lead: string };
    /** `unsent` is shown until this visit has sent a code. */
    confirmSignUp: StepTexts & { unsent: string };
    resetPassword: StepTexts & { unsent: string };
    signedIn: { heading: string; lead: (about: { username: string }) => string };
    toSignUp: string;
    createAccount: string;
    challengeExpired: string;
  };
  signUp: {
    details: StepTexts & { lead: (about: { appName: string | undefined }) => string };
    /**
     * `aliasTaken` says that another account has the address that the code proved. `takeOver` moves it to this account.
     */
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
  /** Says where a code went. `destination` is masked by the service, and undefined if the service does not name it. */
  codeSent: (about: { medium: 'EMAIL' | 'SMS' | undefined; destination: string | undefined }) => string;
  totpSetup: StepTexts & {
    /** The reason to set it up. */
    why: string;
    start: string;
    /** The button where the factor is on already. */
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
  /** Texts for steps at which a code means something else: by the name of the step, then by the code. */
  errorsAt: Record<ErrorStep, Partial<Record<ErrorTextCode, ErrorText>>>;
}

/** The steps at which the text of an error can differ. */
export type ErrorStep = 'password' | 'totp' | 'setUpTotp' | 'confirm' | 'totpSetup';
