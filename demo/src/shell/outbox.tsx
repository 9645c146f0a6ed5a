/** The local outbox: messages that Cognito would have sent. The demo itself sends no e-mail. */
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { OutboxList } from './outbox-list.tsx';

export function Outbox() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);

  // Closes the outbox when the user clicks or focuses elsewhere, on screens below 75em, where it covers the page.
  useEffect(() => {
    if (!open) return undefined;
    const closeIfOutside = ({ target }: Event) => {
      if (box.current?.contains(target as Node)) return;
      if (matchMedia('(width < 75em)').matches) setOpen(false);
    };
    const types = ['pointerdown', 'focusin'];
    for (const type of types) document.addEventListener(type, closeIfOutside);
    return () => {
      for (const type of types) document.removeEventListener(type, closeIfOutside);
    };
  }, [open]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape is an extra; the button does the same
    <div
      ref={box}
      className="outbox"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        toggle.current?.focus();
      }}
    >
      <button
        ref={toggle}
        type="button"
        className="outbox-toggle"
        title="Codes that Cognito would have mailed"
        aria-expanded={open}
        aria-controls={open ? 'outbox' : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'close' : 'mail'} />
        <span>Local outbox</span>
      </button>
      {open && (
        <div className="outbox-sheet" id="outbox">
          <h2>Local outbox</h2>
          <p className="muted">Codes that Cognito would have mailed. Nothing leaves this machine.</p>
          <OutboxList />
        </div>
      )}
    </div>
  );
}
