'use client';
/** The pool's password policy: as checks, as a list that ticks itself off, and as `passwordrules` for password managers. */
import { useCognito } from '../../react/cognito-context.ts';
import type { PasswordRule } from '../locales/dictionary.ts';
import { useUi } from '../ui-context.ts';
import { Hidden } from './visually-hidden.tsx';
import { CheckIcon, CircleIcon } from './icons.tsx';
import { part } from './part.tsx';

const List = /* #__PURE__ */ part('ul', 'rules');
const Item = /* #__PURE__ */ part('li', 'rule');

export interface PasswordPolicy {
  minLength: number;
  requireLowercase?: boolean | undefined;
  requireUppercase?: boolean | undefined;
  requireNumbers?: boolean | undefined;
  requireSymbols?: boolean | undefined;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: a space within counts as a symbol. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=.*\S)/;

const rules: Record<
  PasswordRule,
  { asked: keyof PasswordPolicy; met: (value: string, policy: PasswordPolicy) => boolean }
> = {
  minLength: { asked: 'minLength', met: (value, { minLength }) => value.length >= minLength },
  lowercase: { asked: 'requireLowercase', met: (value) => /[a-z]/.test(value) },
  uppercase: { asked: 'requireUppercase', met: (value) => /[A-Z]/.test(value) },
  numbers: { asked: 'requireNumbers', met: (value) => /[0-9]/.test(value) },
  symbols: { asked: 'requireSymbols', met: (value) => symbol.test(value) },
};
const names = Object.keys(rules) as PasswordRule[];
const asked = (policy: PasswordPolicy) => names.filter((name) => policy[rules[name].asked]);

export const usePasswordPolicy = (): PasswordPolicy => useCognito().config.passwordPolicy;

export const meetsPolicy = (value: string, policy: PasswordPolicy): boolean =>
  asked(policy).every((name) => rules[name].met(value, policy));

/** https://developer.apple.com/password-rules/ */
export function passwordRules(policy: PasswordPolicy): string {
  const classes = { lowercase: 'lower', uppercase: 'upper', numbers: 'digit', symbols: 'special' } as const;
  const required = asked(policy).flatMap((name) =>
    name === 'minLength' ? [] : [`required: ${classes[name]};`],
  );
  return [`minlength: ${policy.minLength};`, ...required].join(' ');
}

/** Each rule, met or not, for `value`. In a Hint, since an `aria-label` would be all that a description says of the list. */
export function PasswordRules({ value }: { value: string }) {
  const { rules: texts } = useUi().texts;
  const policy = usePasswordPolicy();
  return (
    <>
      <Hidden>{texts.label}: </Hidden>
      <List>
        {asked(policy).map((name) => {
          const met = rules[name].met(value, policy);
          return (
            <Item key={name} data-state={met ? 'met' : 'unmet'}>
              {met ? <CheckIcon /> : <CircleIcon />}
              <span>
                {texts[name](policy)}
                <Hidden>, {met ? texts.met : texts.notMet}</Hidden>
              </span>
            </Item>
          );
        })}
      </List>
    </>
  );
}
