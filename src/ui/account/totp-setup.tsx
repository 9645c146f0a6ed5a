'use client';
/** Sets up an authenticator app: scan or type the key, prove it with a code, done. */
import { useEffect, useRef, useState } from 'react';
import { useMfa } from '../../react/use-mfa.ts';
import { LinkButton, QuietButton, SubmitButton } from '../parts/buttons.tsx';
import { CodeField } from '../parts/code-field.tsx';
import { FlowRoot, type FlowRootProps } from '../parts/flow-root.tsx';
import { Form } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ErrorBox } from '../parts/messages.tsx';
import { Card, Foot, Lead } from '../parts/elements.tsx';
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

type Status = ReturnType<typeof useMfa>['totp']['status'];
const busy = new Set<Status>(['preparing', 'removing', 'verifying']);
const progress = {
  idle: 0,
  removing: 0,
  preparing: 0.2,
  ready: 0.5,
  verifying: 0.5,
  done: 1,
} satisfies Record<Status, number>;

export function TotpSetup({ issuer, immediate = false, onDone, ...root }: TotpSetupProps) {
  const { totp } = useMfa();
  const pending = busy.has(totp.status);
  const state = { name: 'totpSetUp', status: pending ? ('pending' as const) : ('idle' as const) };
  const options = issuer === undefined ? {} : { issuer };
  const { status, setUp } = totp;

  /** Who cancelled or closed it wants no other key. */
  const [left, leave] = useState(false);
  const begin = immediate && !left && status === 'idle' && !totp.error;
  useEffect(() => {
    if (begin) void setUp(options);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each beginning
  }, [begin]);
  useEffect(() => {
    if (status === 'done') onDone?.();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each end
  }, [status]);

  return (
    <FlowRoot state={state} progress={progress[status]} ways={{}} {...root}>
      <Card>
        <Thread />
        <TotpSetUpStep
          totp={totp}
          state={state}
          begin={() => setUp(options)}
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
  totp: ReturnType<typeof useMfa>['totp'];
  state: { name: string; status: 'idle' | 'pending' };
  begin: () => Promise<void>;
  cancel: () => void;
}

function TotpSetUpStep({ totp, state, begin, cancel }: StepProps) {
  const texts = useTexts().totpSetUp;
  const flow = {
    ...state,
    error: totp.error,
    submit: (answer: { code: string }) => totp.verify(answer),
  };
  // With the factor goes the link that turned it off, and the focus with it.
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(totp.status);
  useEffect(() => {
    if (before.current === 'removing' && !totp.error) heading.current?.focus();
    before.current = totp.status;
  }, [totp.status, totp.error]);

  if (totp.status === 'idle' || totp.status === 'removing' || totp.status === 'preparing')
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
            <LinkButton inactive={state.status === 'pending'} onClick={() => void totp.remove()}>
              {texts.remove}
            </LinkButton>
          </Foot>
        ) : null}
      </Step>
    );
  if (totp.status === 'ready' || totp.status === 'verifying')
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
