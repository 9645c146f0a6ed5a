'use client';
/** A QR code as one SVG path. Its encoder is downloaded when the first code is shown. */
import { useContext, useEffect, useState } from 'react';
import { download } from '../../errors.ts';
import { joinTokens } from '../theme/appearance.ts';
import { UiContext } from '../ui-context.ts';

/** Modules of empty space around a code, as https://www.iso.org/standard/83389.html requires. */
const QUIET_ZONE = 4;

interface Drawing {
  /** The `d` of an SVG path: one square for each dark module. */
  path: string;
  /** Modules per side. */
  size: number;
}

async function draw(text: string): Promise<Drawing> {
  const { generate } = await download(() => import('lean-qr/nano'));
  const code = generate(text);
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (__, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  return { path: rows.join(''), size: code.size };
}

/**
 * Renders `text` as a QR code. `label` is the name for screen readers; the text itself never is, since it can contain a
 * secret. Renders nothing if the download of the encoder failed: the text is also shown to be typed.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { classes } = useContext(UiContext);
  const [drawing, setDrawing] = useState<Drawing | 'failed'>();
  useEffect(() => {
    let isCurrent = true;
    const show = async () => {
      const next = await draw(text).catch(() => 'failed' as const);
      if (isCurrent) setDrawing(next);
    };
    void show();
    return () => {
      isCurrent = false;
    };
  }, [text]);
  if (drawing === 'failed') return null;
  const side = (drawing?.size ?? 0) + 2 * QUIET_ZONE;
  return (
    <svg
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would put the secret in a URL
      role="img"
      aria-label={label}
      className={joinTokens('ck-qr', classes.qr)}
      data-part="qr"
      data-state={drawing ? 'ready' : 'loading'}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={drawing?.path} />
    </svg>
  );
}
