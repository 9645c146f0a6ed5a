/** The panel "Fill in for me" below each story: Ada's answers, a valid or wrong code, and the network's condition. */
import { useState } from 'react';
import type { Environment } from './environment.ts';
import { fillInAda, fillInCode } from './fill-in.ts';
import { networkConditions, type NetworkCondition } from './network.ts';
import './helper-panel.css';

const labels = {
  normal: 'normal',
  slow: 'slow',
  offline: 'offline',
  throttled: 'throttled',
  unanswered: 'never answers',
} satisfies Record<NetworkCondition, string>;

export function HelperPanel({ environment }: { environment: Environment }) {
  const [message, setMessage] = useState('');
  const [condition, setCondition] = useState(environment.network.condition());
  return (
    <aside className="helper-panel" aria-label="Fill in for me">
      <button type="button" onClick={() => setMessage(fillInAda(document))}>
        Ada’s answers
      </button>
      <button type="button" onClick={() => void fillInCode(environment, document, 'valid').then(setMessage)}>
        Valid code
      </button>
      <button type="button" onClick={() => void fillInCode(environment, document, 'wrong').then(setMessage)}>
        Wrong code
      </button>
      <label>
        Network{' '}
        <select
          value={condition}
          onChange={(event) => {
            const next = event.currentTarget.value as NetworkCondition;
            environment.network.setCondition(next);
            setCondition(next);
          }}
        >
          {networkConditions.map((name) => (
            <option key={name} value={name}>
              {labels[name]}
            </option>
          ))}
        </select>
      </label>
      <output>{message}</output>
    </aside>
  );
}
