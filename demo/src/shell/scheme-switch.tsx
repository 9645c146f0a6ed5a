/** Switches between dark and light colours. */
import { Icon } from '../ui/icon.tsx';
import { chooseScheme, useScheme } from './scheme.ts';

export function SchemeSwitch() {
  const dark = useScheme() === 'dark';
  return (
    <button
      type="button"
      className="icon-button"
      role="switch"
      aria-checked={dark}
      aria-label="Dark colours"
      title={dark ? 'Use light colours' : 'Use dark colours'}
      onClick={() => chooseScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  );
}
