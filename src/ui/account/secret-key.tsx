'use client';
/**
 * Shows the secret of an authenticator app, to type, to select or to copy, and a link that opens an app on the device.
 */
import { useState } from 'react';
import { LinkButton } from '../parts/buttons.tsx';
import { Row } from '../parts/elements.tsx';
import { part } from '../parts/part.tsx';
import { useTexts } from '../ui-context.ts';

const Secret = /* #__PURE__ */ part('code', 'secret');
const HintElement = /* #__PURE__ */ part('p', 'hint');
const Link = /* #__PURE__ */ part('a', 'link');

const inGroupsOfFour = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** @param props.uri the `otpauth://` address with the secret */
export function SecretKey({ secret, uri }: { secret: string; uri: string }) {
  const texts = useTexts().totpSetup;
  const [copyStatus, setCopyStatus] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret); // undefined on a page without HTTPS
      setCopyStatus(texts.copied);
    } catch {
      setCopyStatus(texts.copyFailed);
    }
  };
  return (
    <>
      <HintElement>{texts.secret}</HintElement>
      <Secret dir="ltr" translate="no">
        {inGroupsOfFour(secret)}
      </Secret>
      <Row>
        <LinkButton onClick={() => void copy()}>{texts.copy}</LinkButton>
        <Link href={uri}>{texts.open}</Link>
        <output>{copyStatus}</output>
      </Row>
    </>
  );
}
