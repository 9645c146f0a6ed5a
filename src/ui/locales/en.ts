/** English. */
import type { Dictionary } from './dictionary.ts';

const tryAgainIn = ({ minutes }: { minutes: number | undefined }) =>
  minutes === undefined
    ? 'Please try again later.'
    : `Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;

/** The same for a name that nobody has, and for every way to be named. */
const mismatch = 'Those details don’t match. Check them and try again.';
const wrongCode = 'That code isn’t right. Check it and enter it again.';
const policy = 'That password doesn’t meet the requirements below.';

export const en: Dictionary = {
  locale: 'en',
  direction: 'ltr',
  fields: {
    username: 'Username',
    email: 'Email',
    phone: 'Phone number',
    usernameOrEmail: 'Username or email',
    password: 'Password',
    newPassword: 'New password',
    code: 'Code',
    attributes: {
      address: 'Address',
      birthdate: 'Date of birth',
      email: 'Email',
      family_name: 'Last name',
      given_name: 'First name',
      name: 'Full name',
      nickname: 'Nickname',
      phone_number: 'Phone number',
      preferred_username: 'Preferred username',
      website: 'Website',
    },
    optional: 'optional',
    show: 'Show password',
    hide: 'Hide password',
  },
  missing: {
    username: 'Enter a username.',
    email: 'Enter your email address.',
    phone: 'Enter your phone number.',
    usernameOrEmail: 'Enter your username or email address.',
    password: 'Enter your password.',
    newPassword: 'Choose a password.',
    code: 'Enter the code.',
    other: ({ label }) => `Fill in “${label}”.`,
  },
  invalid: {
    email: 'Enter an email address such as ada@example.com.',
    phone: 'Enter a number with its country code, such as +44 20 7946 0018.',
    code: 'A code has 6 or 8 digits.',
    password: policy,
  },
  rules: {
    label: 'Your password needs',
    met: 'done',
    notMet: 'to do',
    minLength: ({ minLength }) => `${minLength} characters or more`,
    lowercase: () => 'a lowercase letter',
    uppercase: () => 'an uppercase letter',
    numbers: () => 'a number',
    symbols: () => 'a symbol',
  },
  edgeSpace: 'This password begins or ends with a space. The space counts.',
  summary: ({ count }) => `${count} answers need another look:`,
  change: 'Change',
  signOut: 'Sign out',
  identifierChip: 'Signing in as',
  resend: {
    ask: 'Send a new code',
    in: ({ seconds }) => `Send a new code in ${seconds} s`,
    ready: 'You can ask for a new code now.',
    sent: 'A new code is on its way.',
  },
  signIn: {
    identifier: {
      heading: 'Sign in',
      lead: ({ appName }) => (appName ? `to continue to ${appName}` : 'to continue'),
      submit: 'Continue',
      pending: 'Signing in',
    },
    password: {
      heading: 'Enter your password',
      lead: 'So that we know it’s you.',
      forgot: 'Forgot it?',
      submit: 'Sign in',
      pending: 'Signing in',
    },
    selectFactor: {
      heading: 'How would you like to sign in?',
      lead: 'Choose whichever is at hand.',
      pending: 'One moment',
    },
    selectMfa: {
      heading: 'Confirm it’s you',
      lead: 'Choose how to get your code.',
      pending: 'One moment',
    },
    setUpMfa: {
      heading: 'Add a second step',
      lead: 'This account needs one. Choose where your codes come from.',
      pending: 'One moment',
    },
    choices: {
      password: 'Password',
      passkey: 'Passkey',
      emailCode: 'Code by email',
      smsCode: 'Code by text message',
      totp: 'Authenticator app',
    },
    passkey: {
      heading: 'Use your passkey',
      lead: 'Your device will ask for your face, finger or PIN.',
      submit: 'Continue',
      pending: 'Waiting for your passkey',
    },
    emailCode: { heading: 'Check your email', submit: 'Verify', pending: 'Checking the code' },
    smsCode: { heading: 'Check your phone', submit: 'Verify', pending: 'Checking the code' },
    setUpEmail: {
      heading: 'Where should codes go?',
      lead: 'We’ll email you a code each time you sign in.',
      submit: 'Send a code',
      pending: 'Sending a code',
    },
    custom: {
      heading: 'One more question',
      lead: 'Answer it to go on.',
      label: 'Answer',
      submit: 'Continue',
      pending: 'Checking your answer',
    },
    stepUp: {
      heading: 'Confirm it’s you',
      lead: 'This needs another proof.',
      submit: 'Continue',
      pending: 'One moment',
    },
    startAgain: 'Start again',
    totp: {
      heading: 'Check your authenticator',
      lead: 'Enter the 6-digit code from your authenticator app.',
      submit: 'Verify',
      pending: 'Checking the code',
    },
    newPassword: {
      heading: 'Choose a new password',
      lead: 'The one you were given works only once.',
      submit: 'Save and sign in',
      pending: 'Saving your password',
    },
    confirmSignUp: {
      heading: 'Confirm your account',
      unsent: 'Enter the code we sent when you signed up, or ask for a new one.',
      submit: 'Confirm',
      pending: 'Confirming',
    },
    resetPassword: {
      heading: 'Choose a new password',
      unsent: 'Your old one no longer works. Enter the code you were sent, or ask for a new one.',
      submit: 'Save and sign in',
      pending: 'Saving your password',
    },
    signedIn: { heading: 'You’re signed in', lead: ({ username }) => `as ${username}` },
    toSignUp: 'New here?',
    createAccount: 'Create an account',
    challengeExpired: 'That took a while, so for your safety we’ve started over. Please sign in again.',
  },
  signUp: {
    details: {
      heading: 'Create your account',
      lead: ({ appName }) => (appName ? `to start with ${appName}` : 'It takes a minute.'),
      submit: 'Create account',
      pending: 'Creating your account',
    },
    confirm: { heading: 'Enter your code', submit: 'Confirm', pending: 'Confirming' },
    done: { heading: 'Your account is ready', lead: 'You can sign in now.' },
    toSignIn: 'Already have an account?',
    signIn: 'Sign in',
  },
  resetPassword: {
    request: {
      heading: 'Reset your password',
      lead: 'We’ll send you a code to prove it’s you.',
      submit: 'Send the code',
      pending: 'Sending the code',
    },
    confirm: { heading: 'Choose a new password', submit: 'Save password', pending: 'Saving your password' },
    done: { heading: 'Your password is changed', lead: 'You can sign in with it now.' },
    toSignIn: 'Back to sign-in',
  },
  codeSent: ({ medium, destination }) => {
    const by =
      medium === 'SMS'
        ? 'We’ve texted a code'
        : medium === 'EMAIL'
          ? 'We’ve emailed a code'
          : 'We’ve sent a code';
    return destination ? `${by} to ${destination}.` : `${by}.`;
  },
  totpSetUp: {
    heading: 'Authenticator app',
    why: 'A code from your phone, asked for after your password, keeps others out even if they learn it.',
    again: 'Set up another app',
    remove: 'Turn it off',
    cancel: 'Cancel',
    close: 'Close',
    lead: 'Scan this with an app such as 1Password, Aegis or Google Authenticator, then enter the code it shows.',
    start: 'Set up an authenticator app',
    qr: 'QR code for your authenticator app',
    secret: 'Or enter this key in the app',
    copy: 'Copy key',
    copied: 'Copied.',
    copyFailed: 'Copying isn’t allowed here. Select the key and copy it.',
    open: 'Open in an app on this device',
    submit: 'Turn on',
    pending: 'Checking the code',
    done: 'Your authenticator app is on',
    doneLead: 'From now on, signing in asks for its code.',
    preparing: 'Preparing your key',
  },
  errors: {
    AliasExistsException: 'That email address or phone number already belongs to an account.',
    CodeDeliveryFailureException: 'We couldn’t send the code. Check the address or number and try again.',
    CodeMismatchException: wrongCode,
    ConfigInvalid: 'This page isn’t set up correctly. Please tell the people who run it.',
    EnableSoftwareTokenMFAException:
      'That code isn’t right. Check that your phone’s clock is set automatically, and enter the newest code.',
    ExpiredCodeException: 'That code has expired. Ask for a new one.',
    ForbiddenException: 'Your network blocked the request. Try another connection.',
    InternalErrorException: 'The sign-in service has a problem. Please try again.',
    InvalidPasswordException: policy,
    InvalidResponse: 'The sign-in service didn’t answer as expected. Check your connection and try again.',
    LimitExceededException: (about) => `Too many tries. ${tryAgainIn(about)}`,
    NetworkError: 'You seem to be offline. Check your connection and try again.',
    NotAuthorizedException: 'That isn’t allowed.',
    NotSignedIn: 'Please sign in first.',
    PasswordHistoryPolicyViolationException: 'You’ve used that password before. Choose another one.',
    ServerError: 'The sign-in service has a problem. Please try again.',
    SessionEnded: 'Your session has ended. Please sign in again.',
    SrpRejected: 'The sign-in service didn’t prove who it is, so nothing was sent. Please try again.',
    Timeout: 'The sign-in service took too long. Please try again.',
    TooManyFailedAttemptsException: (about) => `Too many tries. ${tryAgainIn(about)}`,
    TooManyRequestsException: 'Many people are signing in right now. Please try again in a moment.',
    UnsupportedBrowser: 'This browser is missing something that signing in needs. Please update it.',
    UnsupportedChallenge: 'This account asks for a step that this page doesn’t know yet.',
    UserNotFoundException: mismatch,
    UsernameExistsException: 'That username is taken. Choose another, or sign in.',
  },
  errorsAt: {
    password: { NotAuthorizedException: mismatch },
    totp: {
      CodeMismatchException:
        'That code isn’t right. Check that your phone’s clock is set automatically, and enter the newest code.',
      ExpiredCodeException: 'That code has been used already. Wait for the next one.',
      NotAuthorizedException: wrongCode,
    },
    newPassword: {},
    confirmSignUp: { NotAuthorizedException: wrongCode },
    resetPassword: {},
    details: {},
    request: {},
    confirm: { NotAuthorizedException: 'This account can’t be confirmed. Try signing in.' },
    totpSetUp: {
      CodeMismatchException:
        'That code isn’t right. Check that your phone’s clock is set automatically, and enter the newest code.',
    },
  },
};
