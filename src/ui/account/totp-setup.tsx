'use client';
/** Sets up an authenticator app on an account page: shows the key, checks a first code, and can turn the factor off. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useMfa, type UseTotp } from '../../react/use-mfa.ts';
import type { FlowSettings } from '../flow-settings.ts';
import { LinkButton, QuietButton, SubmitButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { Card, Foot, Heading, Lead } from '../parts/elements.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Form } from '../parts/form.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Step } from '../parts/step.tsx';
import { Thread } from '../parts/thread.tsx';
import { useTexts } from '../ui-context.ts';
import { QrCode } from './qr-code.tsx';
import { SecretKey } from './secret-key.tsx';

export interface TotpSetupProps extends Omit<
  FlowRootProps,
  'state' | 'progress' | 'children' | keyof FlowSettings
> {
  /** The issuer that the authenticator app shows for the account. Default: the host of the page. */
  issuer?: string;
  /** Whether to ask for the key at once, without a button before it. Default false. */
  immediate?: boolean;
  /** Called when the first code was right and the factor is on. */
  onDone?: () => void;
}

const progressOf = { start: 0, verify: 0.5, done: 1 } satisfies Record<UseTotp['step'], number>;

/**
 * Renders the set-up of an authenticator app for the signed-in user.
 *
 * @throws {Error} Outside of `<CognitoProvider>`.
 * @example
 * <TotpSetup issuer="Acme" onDone={() => navigate('/account')} />
 */
export function TotpSetup({ issuer, immediate = false, onDone, ...root }: TotpSetupProps): ReactNode {
  const { totp } = useMfa();
  const { step, status, setUp } = totp;
  const state = { name: 'totpSetup', status };
  const [isRemoving, setRemoving] = useState(false);
  const isPreparing = step === 'start' && status === 'pending' && !isRemoving;
  const options = issuer === undefined ? {} : { issuer };

  /** After the user cancelled or closed the set-up, `immediate` does not start it again. */
  const [isCancelled, setCancelled] = useState(false);
  const startsNow = immediate && !isCancelled && step === 'start' && status === 'idle' && !totp.error;
  useEffect(() => {
    if (startsNow) void setUp(options);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each start
  }, [startsNow]);
  useEffect(() => {
    if (step === 'done') onDone?.();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end
  }, [step]);

  return (
    <FlowRoot state={state} progress={isPreparing ? 0.2 : progressOf[step]} {...root}>
      <Card>
        <Thread />
        <TotpSetupSteps
          totp={totp}
          state={state}
          isRemoving={isRemoving}
          onStart={() => setUp(options)}
          onRemove={async () => {
            setRemoving(true);
            await totp.remove();
            setRemoving(false);
          }}
          onCancel={() => {
            setCancelled(true);
            totp.cancel();
          }}
        />
      </Card>
    </FlowRoot>
  );
}

interface StepProps {
  totp: UseTotp;
  state: { name: string; status: 'idle' | 'pending' };
  isRemoving: boolean;
  onStart: () => Promise<void>;
  onRemove: () => Promise<void>;
  onCancel: () => void;
}

function TotpSetupSteps(props: StepProps) {
  const { totp } = props;
  if (totp.step === 'verify') return <VerifyStep {...props} secret={totp.secret} uri={totp.uri} />;
  return totp.step === 'done' ? <DoneStep {...props} /> : <StartStep {...props} />;
}

/** Starts the set-up, or turns off the factor that is on. */
function StartStep({ totp, state, isRemoving, onStart, onRemove }: StepProps) {
  const texts = useTexts().totpSetup;
  const { error, enabled } = totp;
  // The removal of the factor also removes its button, so the focus moves to the heading.
  const heading = useRef<HTMLHeadingElement>(null);
  const wasRemoving = useRef(isRemoving);
  useEffect(() => {
    if (wasRemoving.current && !isRemoving && !error) heading.current?.focus();
    wasRemoving.current = isRemoving;
  }, [isRemoving, error]);
  return (
    <Step>
      <Heading ref={heading} level={2}>
        {texts.heading}
      </Heading>
      <Lead>{enabled ? texts.done : texts.why}</Lead>
      <Form flow={{ ...state, error, submit: onStart }} answer={() => ({})} pendingText={texts.preparing}>
        <ErrorBox />
        <SubmitButton>{enabled ? texts.again : texts.start}</SubmitButton>
      </Form>
      {enabled ? (
        <Foot>
          <LinkButton inactive={state.status === 'pending'} onClick={() => void onRemove()}>
            {texts.remove}
          </LinkButton>
        </Foot>
      ) : null}
    </Step>
  );
}

/** Shows the key and asks for a code of the app. */
function VerifyStep({ totp, state, onCancel, secret, uri }: StepProps & { secret: string; uri: string }) {
  const texts = useTexts().totpSetup;
  const flow = { ...state, error: totp.error, submit: (answer: { code: string }) => totp.verify(answer) };
  return (
    <Step>
      <Heading level={2}>{texts.heading}</Heading>
      <Lead>{texts.lead}</Lead>
      <QrCode text={uri} label={texts.qr} />
      <SecretKey secret={secret} uri={uri} />
      <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={texts.pending}>
        <ErrorBox />
        <CodeField />
        <SubmitButton>{texts.submit}</SubmitButton>
      </Form>
      <Foot>
        <LinkButton onClick={onCancel}>{texts.cancel}</LinkButton>
      </Foot>
    </Step>
  );
}

/** Says that the factor is on. */
function DoneStep({ onCancel }: StepProps) {
  const texts = useTexts().totpSetup;
  return (
    <Step>
      <Heading level={2}>{texts.done}</Heading>
      <Lead>{texts.doneLead}</Lead>
      <QuietButton onClick={onCancel}>{texts.close}</QuietButton>
    </Step>
  );
}
