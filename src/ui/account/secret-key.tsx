'use client';
/** A secret to type into another app: in groups of four, selectable at once, and copied by a button that says whether it worked. */
import { useState } from 'react';
import { useTexts } from '../ui-context.ts';
import { LinkButton } from '../parts/buttons.tsx';
import { part } from '../parts/part.tsx';
import { Row } from '../parts/elements.tsx';

const Secret = /* #__PURE__ */ part('code', 'secret');
const HintElement = /* #__PURE__ */ part('p', 'hint');
const Link = /* #__PURE__ */ part('a', 'link');

const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

export function SecretKey({ secret, uri }: { secret: string; uri: string }) {
  const texts = useTexts().totpSetUp;
  const [said, say] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret); // which an insecure page does not have
      say(texts.copied);
    } catch {
      say(texts.copyFailed);
    }
  };
  return (
    <>
      <HintElement>{texts.secret}</HintElement>
      <Secret dir="ltr" translate="no">
        {grouped(secret)}
      </Secret>
      <Row>
        <LinkButton onClick={() => void copy()}>{texts.copy}</LinkButton>
        <Link href={uri}>{texts.open}</Link>
        <output>{said}</output>
      </Row>
    </>
  );
}
