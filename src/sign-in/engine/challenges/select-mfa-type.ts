/** SELECT_MFA_TYPE: which second factor to use. */
import type { Challenge } from './challenge.ts';
import { readMethods, wireNames } from './mfa-methods.ts';

export const selectMfaType: Challenge<'selectMfa'> = {
  read: (reply, username) => ({
    name: 'selectMfa',
    username,
    methods: readMethods(reply, 'MFAS_CAN_CHOOSE'),
  }),
  answer: async ({ method }, { reply, dialogue, signal }) =>
    dialogue.proceed(await dialogue.send(reply, { ANSWER: wireNames[method] }, signal), signal),
};
