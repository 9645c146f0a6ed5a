/** "Fill in for me": the right answer, a wrong one, and bad weather, beside any story. */
import { useState } from 'react';
import { fillInCode, fillInPerson } from './fill-in.ts';
import { weathers, type Weather } from './network.ts';
import type { Stage } from './environment.ts';
import './helper-panel.css';

const labels = {
  good: 'as it should be',
  slow: 'slow',
  offline: 'offline',
  throttled: 'throttled',
  unanswered: 'never answers',
} satisfies Record<Weather, string>;

export function HelperPanel({ stage }: { stage: Stage }) {
  const [said, say] = useState('');
  const [weather, setWeather] = useState(stage.network.weather());
  return (
    <aside className="helper-panel" aria-label="Fill in for me">
      <button type="button" onClick={() => say(fillInPerson(document))}>
        Ada’s answers
      </button>
      <button type="button" onClick={() => void fillInCode(stage, document, 'valid').then(say)}>
        Valid code
      </button>
      <button type="button" onClick={() => void fillInCode(stage, document, 'wrong').then(say)}>
        Wrong code
      </button>
      <label>
        Network{' '}
        <select
          value={weather}
          onChange={(event) => {
            const next = event.currentTarget.value as Weather;
            stage.network.becomes(next);
            setWeather(next);
          }}
        >
          {weathers.map((name) => (
            <option key={name} value={name}>
              {labels[name]}
            </option>
          ))}
        </select>
      </label>
      <output>{said}</output>
    </aside>
  );
}
