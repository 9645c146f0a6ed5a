'use client';
/** The field for a password: the current one, or a new one with the pool's rules. Its value is never trimmed. */
import { forwardRef, useState, type ReactNode } from 'react';
import { useTexts } from '../ui-context.ts';
import { TextField, credentialAttributes, type TextFieldProps } from './field.tsx';
import { EyeIcon, EyeOffIcon } from './icons.tsx';
import { part } from './part.tsx';
import { meetsPolicy, PasswordRules, passwordRules, symbol, usePasswordPolicy } from './password-rules.tsx';

const Toggle = /* #__PURE__ */ part('button', 'toggle');

export interface PasswordFieldProps extends Omit<TextFieldProps, 'label' | 'type' | 'inside' | 'hint'> {
  /** `current` at sign-in. `new` where the user chooses one: shows the policy, and passes it to password managers. */
  kind: 'current' | 'new';
  /** Default: the language's word for the kind. */
  label?: ReactNode;
}

const hasEdgeSpace = (value: string) => value !== value.trim();

/** A field for a password with a button that shows it. The ref and other props go to the input. */
export const PasswordField = /* #__PURE__ */ forwardRef<HTMLInputElement, PasswordFieldProps>(
  function PasswordField({ kind, label, check: customCheck, onInput, ...props }, ref) {
    const { fields, missing, invalid, edgeSpace } = useTexts();
    const policy = usePasswordPolicy();
    const [isShown, setShown] = useState(false);
    /** The facts that the hint needs; the password itself stays in the input. */
    const [facts, setFacts] = useState({ likeness: '', hasEdge: false });
    const isNew = kind === 'new';

    const check = (value: string) => {
      if (value === '') return isNew ? missing.newPassword : missing.password;
      return isNew && !meetsPolicy(value, policy) ? invalid.password : customCheck?.(value);
    };
    const forManagers = isNew
      ? {
          autoComplete: 'new-password',
          minLength: policy.minLength,
          passwordrules: passwordRules(policy),
        }
      : { autoComplete: 'current-password' };

    return (
      <TextField
        label={label ?? (isNew ? fields.newPassword : fields.password)}
        {...credentialAttributes}
        {...forManagers}
        {...props}
        ref={ref}
        check={check}
        type={isShown ? 'text' : 'password'}
        onInput={(event) => {
          onInput?.(event);
          const { value } = event.currentTarget;
          setFacts({ likeness: isNew ? likenessOf(value) : '', hasEdge: hasEdgeSpace(value) });
        }}
        inside={
          <Toggle
            type="button"
            aria-pressed={isShown}
            aria-label={fields.show}
            title={isShown ? fields.hide : fields.show}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOffIcon /> : <EyeIcon />}
          </Toggle>
        }
        hint={
          <>
            <output>{facts.hasEdge ? edgeSpace : ''}</output>
            {isNew ? <PasswordRules value={facts.likeness} /> : null}
          </>
        }
      />
    );
  },
);

/**
 * Returns a text of the same length and the same kinds of characters: enough to check the rules, useless to a thief.
 */
function likenessOf(value: string): string {
  return value
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/[0-9]/g, '0')
    .replace(/[^aA0\s]/g, (other) => (symbol.test(other) ? '!' : 'é'));
}
