'use client';
/** Sets up an authenticator app: scan or type the key, prove it with a code, done. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useMfa, type UseTotp } from '../../react/use-mfa.ts';
import { LinkButton, QuietButton, SubmitButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Card, Foot, Lead } from '../parts/simple.ts';
import { Step } from '../parts/step.tsx';
import { Thread } from '../parts/thread.tsx';
import { useTexts } from '../ui-context.ts';
import { QrCode } from './qr-code.tsx';
import { SecretKey } from './secret-key.tsx';

export interface TotpSetupProps extends Omit<
  FlowRootProps,
  'state' | 'progress' | 'ways' | 'children' | 'onDone'
> {
  /** What the authenticator app shows as the account's issuer; the page's host by default. */
  issuer?: string;
  /** Asks for the key at once, without a button first. */
  immediate?: boolean;
  onDone?: () => void;
}

const progressOf = { start: 0, verify: 0.5, done: 1 } satisfies Record<UseTotp['step'], number>;

export function TotpSetup({ issuer, immediate = false, onDone, ...root }: TotpSetupProps): ReactNode {
  const { totp } = useMfa();
  const { step, status, setUp } = totp;
  const state = { name: 'totpSetUp', status };
  const [removing, setRemoving] = useState(false);
  const preparing = step === 'start' && status === 'pending' && !removing;
  const options = issuer === undefined ? {} : { issuer };

  /** Who cancelled or closed it wants no other key. */
  const [left, leave] = useState(false);
  const begin = immediate && !left && step === 'start' && status === 'idle' && !totp.error;
  useEffect(() => {
    if (begin) void setUp(options);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each beginning
  }, [begin]);
  useEffect(() => {
    if (step === 'done') onDone?.();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end
  }, [step]);

  return (
    <FlowRoot state={state} progress={preparing ? 0.2 : progressOf[step]} ways={{}} {...root}>
      <Card>
        <Thread />
        <TotpSetUpStep
          totp={totp}
          state={state}
          removing={removing}
          begin={() => setUp(options)}
          remove={async () => {
            setRemoving(true);
            await totp.remove();
            setRemoving(false);
          }}
          cancel={() => {
            leave(true);
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
  removing: boolean;
  begin: () => Promise<void>;
  remove: () => Promise<void>;
  cancel: () => void;
}

function TotpSetUpStep({ totp, state, removing, begin, remove, cancel }: StepProps) {
  const texts = useTexts().totpSetUp;
  const flow = {
    ...state,
    error: totp.error,
    submit: (answer: { code: string }) => totp.verify(answer),
  };
  // With the factor goes the link that turned it off, and the focus with it.
  const heading = useRef<HTMLHeadingElement>(null);
  const wasRemoving = useRef(removing);
  useEffect(() => {
    if (wasRemoving.current && !removing && !totp.error) heading.current?.focus();
    wasRemoving.current = removing;
  }, [removing, totp.error]);

  if (totp.step === 'start')
    return (
      <Step key="begin">
        <Heading ref={heading} level={2}>
          {texts.heading}
        </Heading>
        <Lead>{totp.enabled ? texts.done : texts.why}</Lead>
        <Form flow={{ ...flow, submit: begin }} answer={() => ({})} pendingText={texts.preparing}>
          <ErrorBox />
          <SubmitButton>{totp.enabled ? texts.again : texts.start}</SubmitButton>
        </Form>
        {totp.enabled ? (
          <Foot>
            <LinkButton inactive={state.status === 'pending'} onClick={() => void remove()}>
              {texts.remove}
            </LinkButton>
          </Foot>
        ) : null}
      </Step>
    );
  if (totp.step === 'verify')
    return (
      <Step key="verify">
        <Heading level={2}>{texts.heading}</Heading>
        <Lead>{texts.lead}</Lead>
        <QrCode text={totp.uri} label={texts.qr} />
        <SecretKey secret={totp.secret} uri={totp.uri} />
        <Form flow={flow} answer={(values) => ({ code: values('code') })} pendingText={texts.pending}>
          <ErrorBox />
          <CodeField />
          <SubmitButton>{texts.submit}</SubmitButton>
        </Form>
        <Foot>
          <LinkButton onClick={cancel}>{texts.cancel}</LinkButton>
        </Foot>
      </Step>
    );
  return (
    <Step key="done">
      <Heading level={2}>{texts.done}</Heading>
      <Lead>{texts.doneLead}</Lead>
      <QuietButton onClick={cancel}>{texts.close}</QuietButton>
    </Step>
  );
}
