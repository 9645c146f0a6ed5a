'use client';
/** Provides a sign-in to the parts inside: one of its own, or the one in the prop `flow`. */
import { useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useCognito } from '../../react/cognito-context.ts';
import { useStoreSignIn } from '../../react/use-remembered-sign-in.ts';
import { useSignIn, type SignInState, type UseSignIn } from '../../react/use-sign-in.ts';
import { type AuthFlow, type Factor } from '../../protocol/factors.ts';
import { stepTraits } from '../../sign-in/engine/sign-in-step.ts';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { useLazyViews } from '../use-lazy-views.ts';
import { RememberChoiceContext, SignInContext, type RememberChoice } from './sign-in-context.ts';

export interface SignInSettings {
  /**
   * The authentication flow. Default: `USER_AUTH` if `firstFactors` has more than the password, else the config's
   * `authFlow`, else `USER_SRP_AUTH`.
   */
  authFlow?: AuthFlow | undefined;
  /**
   * First factors, in order, for `USER_AUTH`. The first one that the user has is asked for at once; the others are one
   * click away. Default: the config's `firstFactors`.
   */
  firstFactors?: readonly Factor[] | undefined;
  /** The text that the identifier field starts with. */
  username?: string | undefined;
  /**
   * Whether to show the checkbox "Keep me signed in", checked. If the user clears it, the session ends with the tab.
   * Default false.
   */
  rememberMe?: boolean | undefined;
}

const noFactors: readonly Factor[] = [];

/** Returns the flow and the first factors of a sign-in: the component's own, or else the config's. */
export function resolveSettings(
  { authFlow, firstFactors }: SignInSettings,
  config: { readonly authFlow?: AuthFlow; readonly firstFactors?: readonly Factor[] },
) {
  const factors = firstFactors ?? config.firstFactors ?? noFactors;
  const defaultFlow = factors.some((factor) => factor !== 'password') ? 'USER_AUTH' : config.authFlow;
  return { firstFactors: factors, authFlow: authFlow ?? defaultFlow };
}

/** Returns the checkbox of the Authenticator around, or one of its own if `rememberMe` is true. */
export function useRememberChoice(rememberMe = false): RememberChoice | undefined {
  const around = useContext(RememberChoiceContext);
  const [isChecked, setChecked] = useState(true);
  const own = useMemo(() => ({ isChecked, setChecked }), [isChecked]);
  return around ?? (rememberMe ? own : undefined);
}

/**
 * Restarts the sign-in without a preferred factor, so Cognito lists those that the user has. The current step stays on
 * screen until its reply is there.
 */
function useOtherMethod(signIn: UseSignIn, remember: boolean | undefined) {
  const [restarting, setRestarting] = useState<SignInState>();
  const state = restarting ?? signIn;
  const { start } = signIn;
  const chooseOtherMethod = useCallback(() => {
    if (restarting) return;
    setRestarting({ ...state, status: 'pending', error: undefined });
    const { username = '' } = state.step;
    void start({ username, preferred: undefined, remember }).then(() => setRestarting(undefined));
  }, [state, restarting, start, remember]);
  return { state, chooseOtherMethod };
}

export interface SignInRootProps
  extends SignInSettings, Omit<FlowRootProps, 'state' | 'progress' | 'children' | 'onSubmit'> {
  /**
   * The result of `useSignIn()`, for an app that controls the flow itself. Pass `username` and the other options of the
   * flow to `useSignIn()` then. Default: the component's own flow.
   */
  flow?: UseSignIn | undefined;
  children?: ReactNode;
}

function RootWithFlow({
  flow: signIn,
  username: _username,
  authFlow,
  firstFactors,
  rememberMe,
  ...root
}: SignInRootProps & { flow: UseSignIn }) {
  const settings = resolveSettings({ authFlow, firstFactors }, useCognito().config);
  const rememberChoice = useRememberChoice(rememberMe);
  const { state, chooseOtherMethod } = useOtherMethod(signIn, rememberChoice?.isChecked);
  const [pendingUsername, setPendingUsername] = useState<string>();
  const lazyViews = useLazyViews();
  useStoreSignIn(signIn);

  const isUserAuth = settings.authFlow === 'USER_AUTH';
  const { flow } = signIn;
  const context = useMemo(
    () => ({
      state,
      pendingUsername,
      firstFactors: settings.firstFactors,
      lazyViews,
      rememberChoice,
      ...(isUserAuth && { userAuthFlow: flow, chooseOtherMethod }),
    }),
    [
      state,
      pendingUsername,
      settings.firstFactors,
      lazyViews,
      rememberChoice,
      isUserAuth,
      flow,
      chooseOtherMethod,
    ],
  );

  return (
    <SignInContext.Provider value={context}>
      <FlowRoot state={state} progress={stepTraits[state.name].progress} {...root} />
      {lazyViews.views ? (
        <lazyViews.views.ResumeSignIn
          signIn={signIn}
          startsOffline={!isUserAuth && settings.authFlow !== 'CUSTOM_WITHOUT_SRP'}
          onUsername={setPendingUsername}
          rememberChoice={rememberChoice}
        />
      ) : null}
    </SignInContext.Provider>
  );
}

function RootWithOwnFlow(props: SignInRootProps) {
  const { authFlow, firstFactors } = resolveSettings(props, useCognito().config);
  const flow = useSignIn({ username: props.username, authFlow, preferred: firstFactors[0] });
  return <RootWithFlow {...props} flow={flow} />;
}

/**
 * The root of a sign-in: provides the flow, the texts and the theme to the parts inside.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <SignIn.Root>
 *   <Logo />
 *   <SignIn.Steps />
 * </SignIn.Root>
 */
export function SignInRoot(props: SignInRootProps) {
  return props.flow ? <RootWithFlow {...props} flow={props.flow} /> : <RootWithOwnFlow {...props} />;
}
