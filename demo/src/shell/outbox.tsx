/** The local outbox: what Cognito would have mailed. It is here because nothing is ever mailed in the demo. */
import { useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { OutboxList } from './outbox-list.tsx';

export function Outbox() {
  const [open, setOpen] = useState(false);
  return (
    <aside className="outbox" aria-label="Local outbox">
      {open && (
        <div className="outbox-sheet" id="outbox">
          <h2>Local outbox</h2>
          <p className="muted">Codes that Cognito would have mailed. Nothing leaves this machine.</p>
          <OutboxList />
        </div>
      )}
      <button
        type="button"
        className="outbox-toggle"
        aria-expanded={open}
        aria-controls={open ? 'outbox' : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'close' : 'mail'} />
        <span>{open ? 'Close' : 'Local outbox'}</span>
      </button>
    </aside>
  );
}
