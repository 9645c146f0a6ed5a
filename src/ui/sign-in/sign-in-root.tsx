'use client';
/** Begins a sign-in, or takes one that is under way, and gives it to the parts inside. */
import { useContext, useMemo, useState, type ReactNode } from 'react';
import { useCognito } from '../../react/cognito-context.ts';
import { useRememberSignIn } from '../../react/use-remembered-sign-in.ts';
import { useSignIn, type SignInState, type UseSignIn } from '../../react/use-sign-in.ts';
import { type AuthFlow, type Factor } from '../../protocol/factors.ts';
import { stepTraits } from '../../sign-in/engine/sign-in-step.ts';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { useMore } from '../use-lazy-views.ts';
import { splitWays, type Ways } from '../flow-settings.ts';
import { RemembersContext, SignInContext, type Remembers } from './sign-in-context.ts';

export interface SignInChoices {
  /** How a sign-in goes. Default: `choice` where `firstFactors` has more than the password; else the config's, or `srp`. */
  authFlow?: AuthFlow | undefined;
  /** Ways in, in the order in which they are offered; who has the first is asked for it at once. For `choice`. Default: the config's. */
  firstFactors?: readonly Factor[] | undefined;
  /** Filled in at the first step. */
  username?: string | undefined;
  /** Lets people choose, by a box that is ticked at first, whether they stay signed in when the tab is closed. Default false. */
  rememberMe?: boolean | undefined;
}

const none: readonly Factor[] = [];

/** How it goes, by what the app says, else by what its config tells. */
export function waysIn(
  { authFlow, firstFactors }: SignInChoices,
  config: { readonly authFlow?: AuthFlow; readonly firstFactors?: readonly Factor[] },
) {
  const ways = firstFactors ?? config.firstFactors ?? none;
  const choice = ways.some((method) => method !== 'password') ? 'USER_AUTH' : config.authFlow;
  return { firstFactors: ways, authFlow: authFlow ?? choice };
}

/** The box's state, that of the way in around it where there is one; undefined without a box. */
export function useRemembers(rememberMe = false): Remembers | undefined {
  const around = useContext(RemembersContext);
  const [ticked, tick] = useState(true);
  const own = useMemo(() => ({ ticked, tick }), [ticked]);
  return around ?? (rememberMe ? own : undefined);
}

export interface SignInRootProps
  extends Ways, SignInChoices, Omit<FlowRootProps, 'state' | 'progress' | 'ways' | 'children' | 'onSubmit'> {
  /** What `useSignIn()` returned, to hold the flow oneself; it has its own `username` and options then. */
  flow?: UseSignIn | undefined;
  children?: ReactNode;
}

function Given({
  flow: given,
  username: _username,
  authFlow,
  firstFactors,
  rememberMe = false,
  ...props
}: SignInRootProps & { flow: UseSignIn }) {
  const goes = waysIn({ authFlow, firstFactors }, useCognito().config);
  const [ways, root] = splitWays(props);
  /** Stays on screen until it is clear what comes next. */
  const [held, hold] = useState<SignInState>();
  const state = held ?? given;
  const remembers = useRemembers(rememberMe);
  const [left, leave] = useState<string>();
  const more = useMore();
  useRememberSignIn(given);

  const isChoice = goes.authFlow === 'USER_AUTH';
  const { flow } = given;
  const context = useMemo(() => {
    const { username } = state.step;
    const another = () => {
      if (held) return;
      hold({ ...state, status: 'pending', error: undefined });
      void flow
        .start({ username: username ?? '', preferred: undefined, remember: remembers?.ticked })
        .then(() => hold(undefined));
    };
    return {
      state,
      left,
      firstFactors: goes.firstFactors,
      more,
      remembers,
      ...(isChoice && { chosen: flow, another }),
    };
  }, [state, held, left, goes.firstFactors, more, flow, isChoice, remembers]);

  return (
    <SignInContext.Provider value={context}>
      <FlowRoot state={state} progress={stepTraits[state.name].progress} ways={ways} {...root} />
      {more.status === 'loaded' ? (
        <more.more.UnfinishedSignIn
          flow={given}
          isFree={!isChoice && goes.authFlow !== 'CUSTOM_WITHOUT_SRP'}
          onName={leave}
          remembers={remembers}
        />
      ) : null}
    </SignInContext.Provider>
  );
}

function Own(props: SignInRootProps) {
  const { authFlow, firstFactors } = waysIn(props, useCognito().config);
  const flow = useSignIn({ username: props.username, authFlow, preferred: firstFactors[0] });
  return <Given {...props} flow={flow} />;
}

export function SignInRoot(props: SignInRootProps) {
  return props.flow ? <Given {...props} flow={props.flow} /> : <Own {...props} />;
}
