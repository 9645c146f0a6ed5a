'use client';
/** A QR code as one SVG path. Its encoder is loaded when the first code is shown. */
import { useEffect, useState } from 'react';
import { download } from '../../errors.ts';
import { useUi } from '../ui-context.ts';
import { joined } from '../parts/part.tsx';

/** https://www.iso.org/standard/83389.html asks for four empty modules around a code. */
const QUIET = 4;

interface Drawn {
  path: string;
  size: number;
}

async function draw(text: string): Promise<Drawn> {
  const { generate } = await download(() => import('lean-qr/nano'));
  const code = generate(text);
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (__, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  return { path: rows.join(''), size: code.size };
}

/** `label` is its name for those who cannot see it; the text of the code never is, since it can be a secret. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { classes } = useUi();
  const [drawn, set] = useState<Drawn | 'failed'>();
  useEffect(() => {
    let here = true;
    const show = async () => {
      const next = await draw(text).catch(() => 'failed' as const);
      if (here) set(next);
    };
    void show();
    return () => {
      here = false;
    };
  }, [text]);
  // What it says is there to be typed, too.
  if (drawn === 'failed') return null;
  const side = (drawn?.size ?? 0) + 2 * QUIET;
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would put the secret in a URL
      role="img"
      aria-label={label}
      className={joined('ck-qr', classes.qr)}
      data-part="qr"
      data-state={drawn ? 'ready' : 'loading'}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={drawn?.path} />
    </svg>
  );
}
