'use client';
/** The views with a choice: of a first factor, of a second factor, and of a second factor to set up. */
import type { ComponentType, ReactNode } from 'react';
import { useRememberedSignIn } from '../../react/use-remembered-sign-in.ts';
import type { Dictionary } from '../locales/dictionary.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { QuietButton } from '../parts/buttons.tsx';
import { Badge } from '../parts/elements.tsx';
import type { FormFlow } from '../parts/form.tsx';
import { icon } from '../parts/icons.tsx';
import { useTexts } from '../ui-context.ts';
import { OtherMethodLink } from './other-method-link.tsx';
import { useSignInContext } from './sign-in-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

type Choice = keyof Dictionary['signIn']['choices'];

const choiceIcons: Record<Choice, ComponentType> = {
  password: /* #__PURE__ */ icon(
    'M5 9h10a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 15 17H5a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 5 9Zm1.5 0V6.5a3.5 3.5 0 0 1 7 0V9',
  ),
  passkey: /* #__PURE__ */ icon(
    'M7.5 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM2 16.5c.4-2.9 2.5-4.5 5.5-4.5 1 0 2 .2 2.8.6M15 12.4a2.6 2.6 0 1 0-2 0v4.1l1.2 1.2 1.3-1.3-.9-1 .9-1-.5-.6Z',
  ),
  emailCode: /* #__PURE__ */ icon('M2.5 5h15v10.5h-15zM3 5.5l7 5.5 7-5.5'),
  smsCode: /* #__PURE__ */ icon('M3 4h14v9.5H9L5.5 17v-3.5H3zM6.5 8.8h.1m3.4 0h.1m3.4 0h.1'),
  totp: /* #__PURE__ */ icon('M6 2.5h8v15H6zM9 15h2M8.5 6.5h3v3h-3z'),
};

interface ChoiceProps<Key extends string, Option extends Choice> {
  flow: FormFlow<Record<Key, Option>> & {
    name: 'selectFactor' | 'selectMfa' | 'setUpMfa';
    step: { username: string };
    back: (() => void) | undefined;
  };
  /** The key of the option in the answer. */
  name: Key;
  options: readonly Option[];
  /** The option that gets the badge "Last used". */
  lastUsed?: string | undefined;
  foot?: ReactNode;
}

/** Renders each option as a submit button, so a click both chooses and confirms. */
function ChoiceStep<Key extends string, Option extends Choice>(props: ChoiceProps<Key, Option>) {
  const { flow, name, options, lastUsed, foot } = props;
  const { signIn } = useTexts();
  const { lead, heading, pending } = signIn[flow.name];
  return (
    <AskStep
      flow={flow}
      texts={{ heading, pending }}
      lead={lead}
      username={flow.step.username}
      // Only the buttons below have this name, so the value is one of `options`.
      answer={(values) => ({ [name]: values(name) }) as Record<Key, Option>}
      foot={foot}
    >
      {options.map((option) => {
        const Icon: ComponentType = choiceIcons[option];
        return (
          <QuietButton key={option} type="submit" name={name} value={option} data-choice={option}>
            <Icon />
            {signIn.choices[option]}
            {option === lastUsed ? <Badge>{signIn.lastUsed}</Badge> : null}
          </QuietButton>
        );
      })}
    </AskStep>
  );
}

/** Offers the user's first factors: those of `firstFactors` in the app's order, then the others in Cognito's. */
export function SelectFactorView(flow: SignInStepProps<'selectFactor'>) {
  const { firstFactors } = useSignInContext();
  const remembered = useRememberedSignIn();
  const { factors, username } = flow.step;
  const listed = firstFactors.filter((factor) => factors.includes(factor));
  return (
    <ChoiceStep
      flow={flow}
      name="factor"
      options={[...listed, ...factors.filter((factor) => !listed.includes(factor))]}
      lastUsed={remembered.username === username ? remembered.factor : undefined}
    />
  );
}

/** Offers the second factors that the user has, or may set up. */
export function SelectMfaView(flow: SignInStepProps<'selectMfa' | 'setUpMfa'>) {
  const foot = <OtherMethodLink back={flow.back} />;
  return <ChoiceStep flow={flow} name="method" options={flow.step.methods} foot={foot} />;
}
