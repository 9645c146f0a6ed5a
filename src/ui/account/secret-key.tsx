'use client';
/** A secret to type into another app: in groups of four, selectable at once, and copied by a button that says whether it worked. */
import { useState } from 'react';
import { useTexts } from '../ui-context.ts';
import { LinkButton } from '../parts/buttons.tsx';
import { part } from '../parts/part.tsx';
import { Row } from '../parts/simple.ts';

const Secret = /* #__PURE__ */ part('code', 'secret');
const Link = /* #__PURE__ */ part('a', 'link');

const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

export function SecretKey({ secret, uri }: { secret: string; uri: string }) {
  const texts = useTexts().totpSetUp;
  const [said, say] = useState('');
  const copy = () =>
    navigator.clipboard
      .writeText(secret)
      .then(() => say(texts.copied))
      .catch(() => say(texts.copyFailed));
  return (
    <>
      <p className="ck-hint" data-part="hint">
        {texts.secret}
      </p>
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
