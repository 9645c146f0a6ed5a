/** MFA_SETUP: the pool wants a second factor, and this person has none yet. */
import { setUpMfa } from '../set-up-mfa.ts';
import type { Challenge } from './challenge.ts';
import { readMethods } from './mfa-methods.ts';

export const mfaSetup: Challenge<'setUpMfa'> = {
  read: (reply, username) => ({
    name: 'setUpMfa',
    username,
    // A phone number is an attribute: it is set up by writing it, not here.
    methods: readMethods(reply, 'MFAS_CAN_SETUP').filter((method) => method !== 'smsCode'),
  }),
  answer: ({ method }, asked) => setUpMfa(method, asked),
};
