/** The local outbox: what Cognito would have mailed. It is here because nothing is ever mailed in the demo. */
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { OutboxList } from './outbox-list.tsx';

export function Outbox() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);

  // Where it lies over the page it makes room for whatever is reached for next; on a desk it may stay open beside it.
  useEffect(() => {
    if (!open) return undefined;
    const elsewhere = ({ target }: Event) => {
      if (box.current?.contains(target as Node)) return;
      if (matchMedia('(width < 75em)').matches) setOpen(false);
    };
    const reached = ['pointerdown', 'focusin'];
    for (const type of reached) document.addEventListener(type, elsewhere);
    return () => {
      for (const type of reached) document.removeEventListener(type, elsewhere);
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
