/** Tables of all theme variables with their values on this page, in light and in dark. */
import { useEffect, useRef, useState } from 'react';
import 'cognito-kit/styles.css';

const names = [
  'canvas',
  'surface',
  'sunken',
  'border',
  'input-border',
  'text',
  'muted',
  'accent',
  'accent-hover',
  'on-accent',
  'accent-soft',
  'ring',
  'danger',
  'danger-soft',
  'success',
  'warning',
] as const;
const sizes = [
  'radius',
  'radius-card',
  'control',
  'width',
  'gap',
  'pad',
  'line',
  'shadow',
  'card-border',
  'panel',
  'panel-fill',
  'font',
  'mono',
  'duration',
] as const;

const cell = { padding: '6px 12px', textAlign: 'start', verticalAlign: 'top' } as const;

/** Converts `rgb(3, 99, 95)` to `#03635f`. */
const toHex = (color: string) =>
  `#${(color.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;

/** Shows a colour on a card of its scheme, independent of the page's scheme. */
function Swatch({ name, scheme }: { name: string; scheme: 'light' | 'dark' }) {
  const ref = useRef<HTMLSpanElement>(null);
  const [value, set] = useState('');
  useEffect(() => {
    if (ref.current) set(toHex(getComputedStyle(ref.current).backgroundColor));
  }, []);
  return (
    <span
      className="ck"
      data-layout="content"
      data-scheme={scheme}
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 8,
        padding: '4px 10px 4px 4px',
        borderRadius: 8,
        background: 'var(--ck-surface)',
      }}
    >
      <span
        ref={ref}
        style={{
          background: `var(--ck-${name})`,
          inlineSize: 24,
          blockSize: 24,
          borderRadius: 6,
          border: '1px solid #888',
        }}
      />
      <span style={{ font: '13px/20px var(--ck-mono)' }}>{value}</span>
    </span>
  );
}

function Value({ name }: { name: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  const [value, set] = useState('');
  useEffect(() => {
    if (ref.current) set(getComputedStyle(ref.current).getPropertyValue(`--ck-${name}`));
  }, [name]);
  return (
    <span className="ck" data-layout="content" ref={ref} style={{ color: 'inherit' }}>
      <span style={{ font: '13px/20px var(--ck-mono)' }}>{value}</span>
    </span>
  );
}

export const ColorTable = () => (
  <table>
    <thead>
      <tr>
        <th style={cell}>Variable</th>
        <th style={cell}>Light</th>
        <th style={cell}>Dark</th>
      </tr>
    </thead>
    <tbody>
      {names.map((name) => (
        <tr key={name}>
          <td style={cell}>
            <code>{name}</code>
          </td>
          <td style={cell}>
            <Swatch name={name} scheme="light" />
          </td>
          <td style={cell}>
            <Swatch name={name} scheme="dark" />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const SizeTable = () => (
  <table>
    <thead>
      <tr>
        <th style={cell}>Variable</th>
        <th style={cell}>Value</th>
      </tr>
    </thead>
    <tbody>
      {sizes.map((name) => (
        <tr key={name}>
          <td style={cell}>
            <code>{name}</code>
          </td>
          <td style={cell}>
            <Value name={name} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
