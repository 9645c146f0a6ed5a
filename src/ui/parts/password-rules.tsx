'use client';
/** The pool's password policy: as a check, as a list with the rules that are met, and as `passwordrules`. */
import { useCognito } from '../../react/cognito-context.ts';
import type { PasswordRule } from '../locales/dictionary.ts';
import { useTexts } from '../ui-context.ts';
import { CheckIcon, CircleIcon } from './icons.tsx';
import { part } from './part.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

const List = /* #__PURE__ */ part('ul', 'rules');
const Item = /* #__PURE__ */ part('li', 'rule');

export interface PasswordPolicy {
  /** The minimum number of characters. */
  minLength: number;
  requireLowercase?: boolean | undefined;
  requireUppercase?: boolean | undefined;
  requireNumbers?: boolean | undefined;
  requireSymbols?: boolean | undefined;
}

/**
 * A character that Cognito counts as a symbol; a space within the password is one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=\S) (?=.*\S)/;

const rules: Record<
  PasswordRule,
  { setting: keyof PasswordPolicy; isMet: (value: string, policy: PasswordPolicy) => boolean }
> = {
  minLength: { setting: 'minLength', isMet: (value, { minLength }) => value.length >= minLength },
  lowercase: { setting: 'requireLowercase', isMet: (value) => /[a-z]/.test(value) },
  uppercase: { setting: 'requireUppercase', isMet: (value) => /[A-Z]/.test(value) },
  numbers: { setting: 'requireNumbers', isMet: (value) => /[0-9]/.test(value) },
  symbols: { setting: 'requireSymbols', isMet: (value) => symbol.test(value) },
};
const names = Object.keys(rules) as PasswordRule[];
const rulesOf = (policy: PasswordPolicy) => names.filter((name) => policy[rules[name].setting]);

export const usePasswordPolicy = (): PasswordPolicy => useCognito().config.passwordPolicy;

export const meetsPolicy = (value: string, policy: PasswordPolicy): boolean =>
  rulesOf(policy).every((name) => rules[name].isMet(value, policy));

/**
 * Returns the policy as the attribute `passwordrules` for password managers:
 * https://developer.apple.com/password-rules/
 */
export function passwordRules(policy: PasswordPolicy): string {
  const classes = { lowercase: 'lower', uppercase: 'upper', numbers: 'digit', symbols: 'special' } as const;
  const required = rulesOf(policy).flatMap((name) =>
    name === 'minLength' ? [] : [`required: ${classes[name]};`],
  );
  return [`minlength: ${policy.minLength};`, ...required].join(' ');
}

/**
 * Lists the pool's rules, and whether `value` meets each. The label is an element, since the list is part of a Hint: an
 * `aria-label` on the list would replace the rules in the description of the input.
 */
export function PasswordRules({ value }: { value: string }) {
  const { rules: texts } = useTexts();
  const policy = usePasswordPolicy();
  return (
    <>
      <VisuallyHidden>{texts.label}: </VisuallyHidden>
      <List>
        {rulesOf(policy).map((name) => {
          const isMet = rules[name].isMet(value, policy);
          return (
            <Item key={name} data-state={isMet ? 'met' : 'unmet'}>
              {isMet ? <CheckIcon /> : <CircleIcon />}
              <span>
                {texts[name](policy)}
                <VisuallyHidden>, {isMet ? texts.met : texts.notMet}</VisuallyHidden>
              </span>
            </Item>
          );
        })}
      </List>
    </>
  );
}
