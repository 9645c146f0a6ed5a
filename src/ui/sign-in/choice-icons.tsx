/** What each way in and each second factor looks like. */
import type { Dictionary } from '../locales/dictionary.ts';
import { icon } from '../parts/icons.tsx';

export type Choice = keyof Dictionary['signIn']['choices'];

export const PasskeyIcon = /* #__PURE__ */ icon(
  'M7.5 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM2 16.5c.4-2.9 2.5-4.5 5.5-4.5 1 0 2 .2 2.8.6M15 12.4a2.6 2.6 0 1 0-2 0v4.1l1.2 1.2 1.3-1.3-.9-1 .9-1-.5-.6Z',
);

export const choiceIcons = {
  password: /* #__PURE__ */ icon(
    'M5 9h10a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 15 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9Zm1.5 0V6.5a3.5 3.5 0 0 1 7 0V9',
  ),
  passkey: PasskeyIcon,
  emailCode: /* #__PURE__ */ icon('M2.5 5h15v10.5h-15zM3 5.5l7 5.5 7-5.5'),
  smsCode: /* #__PURE__ */ icon('M3 4h14v9.5H9L5.5 17v-3.5H3zM6.5 8.8h.1m3.4 0h.1m3.4 0h.1'),
  totp: /* #__PURE__ */ icon('M6 2.5h8v15H6zM9 15h2M8.5 6.5h3v3h-3z'),
} satisfies Record<Choice, unknown>;
