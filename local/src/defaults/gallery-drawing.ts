/** Draws the gallery's pictures as SVG: sky, sun, ridges, water, and one motif. */

export interface Palette {
  /** Colours of the sky from the top to the horizon. */
  sky: readonly [string, string, string];
  sun: string;
  /** Colours of the ridges from far to near. */
  ridges: readonly string[];
  sea: readonly [string, string];
  light: string;
  ink: string;
  copper: string;
}

export interface Scene {
  palette: Palette;
  /** Centre and radius of the sun. */
  sun: readonly [x: number, y: number, radius: number];
  /** Height of the horizon, from the top. */
  horizon: number;
  /** For each ridge: its height above the horizon, its amplitude, and the phase of its waves. */
  ridges: readonly (readonly [height: number, sway: number, phase: number])[];
  motif: (palette: Palette, horizon: number) => string;
}

const width = 600;
const height = 400;

/** Draws a smooth line from edge to edge, closed along the horizon. */
const ridge = (base: number, horizon: number, sway: number, phase: number): string => {
  const points = Array.from({ length: 9 }, (_, index) => {
    const wave = Math.sin(index * 1.1 + phase) + 0.55 * Math.sin(index * 2.3 + phase * 1.7);
    return Math.min(Math.round(base - wave * sway), horizon);
  });
  const line = points
    .slice(1)
    .map((y, index) => `S${index * 75 + 38} ${y} ${index * 75 + 75} ${y}`)
    .join('');
  return `M0 ${horizon}L0 ${points[0]}${line}L${width} ${horizon}z`;
};

/** Draws strokes of light on the water under the sun, wider and sparser towards the viewer. */
const glitter = (x: number, horizon: number, color: string): string => {
  const strokes = Array.from({ length: 13 }, (_, row) => {
    const y = Math.round(horizon + 7 + row * row * 0.72 + row * 3);
    const half = Math.round((10 + row * 5) * (1 + 0.45 * Math.sin(row * 2.4)));
    const shift = Math.round(14 * Math.sin(row * 1.9));
    return y < height ? `M${x + shift - half} ${y}h${half * 2}` : '';
  });
  return `<path d="${strokes.join('')}" stroke="${color}" stroke-width="2.5" stroke-linecap="round" opacity=".55"/>`;
};

const swell = (horizon: number, color: string): string => {
  const lines = [0.3, 0.55, 0.82].map((depth, index) => {
    const y = Math.round(horizon + (height - horizon) * depth);
    const rise = 3 + index * 2;
    return `M0 ${y}q75 ${-rise} 150 0t150 0t150 0t150 0`;
  });
  return `<path d="${lines.join('')}" fill="none" stroke="${color}" stroke-width="1.5" opacity=".3"/>`;
};

const gradient = (id: string, colors: readonly string[]): string => {
  const stops = colors.map(
    (color, index) =>
      `<stop offset="${Math.round((index / (colors.length - 1)) * 100)}%" stop-color="${color}"/>`,
  );
  return `<linearGradient id="${id}" x2="0" y2="1">${stops.join('')}</linearGradient>`;
};

/** Screen readers read the title when the picture is shown inline. */
export const draw = (title: string, { palette, sun, horizon, ridges, motif }: Scene): string => {
  const [x, y, radius] = sun;
  const hills = ridges.map(([above, sway, phase], index) => {
    const color = palette.ridges[index] ?? palette.ink;
    return `<path d="${ridge(horizon - above, horizon, sway, phase)}" fill="${color}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>`,
    `<defs>${gradient('sky', palette.sky)}${gradient('sea', palette.sea)}</defs>`,
    `<path fill="url(#sky)" d="M0 0h${width}v${horizon}H0z"/>`,
    `<circle cx="${x}" cy="${y}" r="${radius * 2.1}" fill="${palette.sun}" opacity=".14"/>`,
    `<circle cx="${x}" cy="${y}" r="${Math.round(radius * 1.5)}" fill="${palette.sun}" opacity=".2"/>`,
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${palette.sun}"/>`,
    ...hills,
    `<path fill="url(#sea)" d="M0 ${horizon}h${width}v${height - horizon}H0z"/>`,
    swell(horizon, palette.light),
    glitter(x, horizon, palette.light),
    motif(palette, horizon),
    '</svg>',
  ].join('');
};
