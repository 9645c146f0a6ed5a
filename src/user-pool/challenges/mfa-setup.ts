/** MFA_SETUP: the pool wants a second factor, and this person has none yet. */
import { setUpMfa } from '../set-up-mfa.ts';
import type { Challenge } from './challenge.ts';
import { readMethods } from './mfa-methods.ts';

export const mfaSetup: Challenge<'setUpMfa'> = {
  read: (reply, username) => ({
    name: 'setUpMfa',
    username,
    methods: readMethods(reply, 'MFAS_CAN_SETUP'),
  }),
  answer: ({ method }, asked) => setUpMfa(method, asked),
};
