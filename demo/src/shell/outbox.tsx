/** The local outbox: what Cognito would have mailed. It is here because nothing is ever mailed in the demo. */
import { useRef, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { OutboxList } from './outbox-list.tsx';

export function Outbox() {
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape is an extra; the button does the same
    <div
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
