/** Copies a text to the clipboard and announces it. */
import { useState } from 'react';
import { Icon } from './icon.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={copied ? 'Copied' : 'Copy'}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        onBlur={() => setCopied(false)}
      >
        <Icon name="copy" />
      </button>
      <output className="visually-hidden">{copied ? 'Copied' : ''}</output>
    </>
  );
}
