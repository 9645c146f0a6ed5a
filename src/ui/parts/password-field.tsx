'use client';
/** A password: the one in use, or a new one with the pool's rules. Never trimmed; pasting is welcome. */
import { forwardRef, useState, type ReactNode } from 'react';
import { useUi } from '../ui-context.ts';
import { TextField, type TextFieldProps } from './field.tsx';
import { EyeIcon, EyeOffIcon } from './icons.tsx';
import { part } from './part.tsx';
import { meetsPolicy, PasswordRules, passwordRules, usePasswordPolicy } from './password-rules.tsx';

const Toggle = /* #__PURE__ */ part('button', 'toggle');

export interface PasswordFieldProps extends Omit<TextFieldProps, 'label' | 'type' | 'inside' | 'hint'> {
  /** `current` at sign-in, `new` where one is chosen: with the policy, for people and for password managers. */
  kind: 'current' | 'new';
  label?: ReactNode;
}

const hasEdgeSpace = (value: string) => value !== value.trim();

export const PasswordField = /* #__PURE__ */ forwardRef<HTMLInputElement, PasswordFieldProps>(
  function PasswordField({ kind, label, check, onInput, ...props }, ref) {
    const { fields, missing, invalid, edgeSpace } = useUi().texts;
    const policy = usePasswordPolicy();
    const [shown, show] = useState(false);
    /** Which rules are met; the password itself stays in the input. */
    const [probe, setProbe] = useState({ likeness: '', edge: false });
    const isNew = kind === 'new';

    const checkNew = (value: string) => (meetsPolicy(value, policy) ? undefined : invalid.password);
    const ownCheck = (value: string) => {
      if (value === '') return isNew ? missing.newPassword : missing.password;
      return (isNew ? checkNew(value) : undefined) ?? check?.(value);
    };
    const forNew = isNew
      ? {
          autoComplete: 'new-password',
          minLength: policy.minLength,
          passwordrules: passwordRules(policy),
        }
      : { autoComplete: 'current-password' };

    return (
      <>
        <TextField
          label={label ?? (isNew ? fields.newPassword : fields.password)}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          {...forNew}
          {...props}
          ref={ref}
          check={ownCheck}
          type={shown ? 'text' : 'password'}
          dir="ltr"
          onInput={(event) => {
            onInput?.(event);
            const { value } = event.currentTarget;
            setProbe({ likeness: isNew ? likeness(value) : '', edge: hasEdgeSpace(value) });
          }}
          inside={
            <Toggle
              type="button"
              aria-pressed={shown}
              aria-label={fields.show}
              title={shown ? fields.hide : fields.show}
              onClick={() => show(!shown)}
            >
              {shown ? <EyeOffIcon /> : <EyeIcon />}
            </Toggle>
          }
          hint={
            <>
              <output>{probe.edge ? edgeSpace : ''}</output>
              {isNew ? <PasswordRules value={probe.likeness} /> : null}
            </>
          }
        />
      </>
    );
  },
);

/** A text of the same length and the same kinds of characters: enough to check rules, nothing to steal. */
function likeness(value: string): string {
  return value
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/[0-9]/g, '0')
    .replace(/[^aA0\s]/g, (other) => (/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/.test(other) ? '!' : 'é'));
}
