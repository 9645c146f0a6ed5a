'use client';
/** One of several: a way in, a second factor, a second factor to set up. */
import type { ComponentType, ReactNode } from 'react';
import { useRememberedSignIn } from '../../react/use-remembered-sign-in.ts';
import { AskStep } from '../parts/ask-step.tsx';
import { QuietButton } from '../parts/buttons.tsx';
import type { Answerable } from '../parts/form.tsx';
import { Badge } from '../parts/simple.ts';
import { useTexts } from '../ui-context.ts';
import { choiceIcons, type Choice } from './choice-icons.tsx';
import { OtherWay } from './other-way.tsx';
import { useSignInWays } from './sign-in-context.ts';
import type { SignInStepProps } from './sign-in-views.ts';

interface ChoiceProps<Key extends string, Option extends Choice> {
  flow: Answerable<Record<Key, Option>> & {
    name: 'selectFactor' | 'selectMfa' | 'setUpMfa';
    step: { username: string };
    back: (() => void) | undefined;
  };
  /** What the answer calls the option. */
  name: Key;
  options: readonly Option[];
  last?: string | undefined;
  foot?: ReactNode;
}

/** Each option is a button that sends the form: nothing is chosen first and confirmed then. */
function ChoiceStep<Key extends string, Option extends Choice>(props: ChoiceProps<Key, Option>) {
  const { flow, name, options, last, foot } = props;
  const { choices, lastUsed, ...steps } = useTexts().signIn;
  const { lead, heading, pending } = steps[flow.name];
  return (
    <AskStep
      flow={flow}
      texts={{ heading, pending }}
      lead={lead}
      username={flow.step.username}
      answer={(values) => ({ [name]: values(name) }) as Record<Key, Option>}
      foot={foot}
    >
      {options.map((option) => {
        const Icon: ComponentType = choiceIcons[option];
        return (
          <QuietButton key={option} type="submit" name={name} value={option} data-choice={option}>
            <Icon />
            {choices[option]}
            {option === last ? <Badge>{lastUsed}</Badge> : null}
          </QuietButton>
        );
      })}
    </AskStep>
  );
}

/** In the app's order, then the service's. */
export function SelectFactorView(flow: SignInStepProps<'selectFactor'>) {
  const { firstFactors } = useSignInWays();
  const remembered = useRememberedSignIn();
  const { factors, username } = flow.step;
  const listed = firstFactors.filter((method) => factors.includes(method));
  return (
    <ChoiceStep
      flow={flow}
      name="factor"
      options={[...listed, ...factors.filter((factor) => !listed.includes(factor))]}
      last={remembered.username === username ? remembered.factor : undefined}
    />
  );
}

export function SelectMfaView(flow: SignInStepProps<'selectMfa' | 'setUpMfa'>) {
  const foot = <OtherWay back={flow.back} />;
  return <ChoiceStep flow={flow} name="method" options={flow.step.methods} foot={foot} />;
}
