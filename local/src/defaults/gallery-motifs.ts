/** The motifs of the gallery's pictures. Each is drawn at a position and in a size. */
import type { Palette } from './gallery-drawing.ts';

type Motif = (palette: Palette, horizon: number) => string;

const place = (x: number, y: number, scale: number, shapes: string): string =>
  `<g transform="translate(${x} ${y})${scale === 1 ? '' : ` scale(${scale})`}">${shapes}</g>`;

/** A hull, a main sail and a jib; its reflection below. */
const boat = (x: number, y: number, scale: number, { light, ink, copper }: Palette, tilt = 0): string =>
  place(
    x,
    y,
    scale,
    `<g${tilt ? ` transform="rotate(${tilt})"` : ''}><path d="M3-8V-92C26-66 38-36 40-8z" fill="${light}"/>` +
      `<path d="M-3-10V-78C-20-54-28-30-30-10z" fill="${light}" opacity=".9"/>` +
      `<path d="M-1-98h2V0h-2z" fill="${ink}"/><path d="M-40-4H46Q38 14 22 15H-22Q-36 12-40-4z" fill="${copper}"/>` +
      `<path d="M-40-4H46l-2 5H-38z" fill="${ink}" opacity=".35"/></g>` +
      `<path d="M-26 21h52M-16 28h38M-6 35h22" stroke="${light}" stroke-width="2.5" stroke-linecap="round" opacity=".4"/>`,
  );

export const regatta: Motif = (palette, horizon) =>
  boat(468, horizon + 12, 0.42, palette, 3) +
  boat(352, horizon + 22, 0.58, palette, 4) +
  boat(186, horizon + 78, 1.25, palette, 5);

/** A striped tower on a rock, its two beams, and a house beside it. */
export const lighthouse: Motif = ({ light, ink, copper }, horizon) =>
  `<path d="M410 ${horizon - 132}L0 ${horizon - 196}V${horizon - 118}z" fill="${light}" opacity=".2"/>` +
  `<path d="M426 ${horizon - 132}L600 ${horizon - 170}V${horizon - 104}z" fill="${light}" opacity=".2"/>` +
  place(
    418,
    horizon + 30,
    1,
    `<path d="M-118 34C-96-4-62-20-34-26-8-40 30-40 62-22 92-14 118 6 190 20V370H-190C-160 60-140 44-118 34z" fill="${ink}"/>` +
      `<path d="M-18-30L-11-146H11L18-30z" fill="${light}"/>` +
      `<path d="M-15.600-70L-14-98H14L15.600-70zM-18-30l1.200-20H16.800L18-30zM-12.700-120l1.200-20H11.500l1.200 20z" fill="${copper}"/>` +
      `<path d="M-17-148h34v5h-34z" fill="${ink}"/><path d="M-9-168H9v20H-9z" fill="${light}"/>` +
      `<path d="M-12-168Q0-188 12-168z" fill="${copper}"/><path d="M-1-190h2v14h-2z" fill="${ink}"/>` +
      `<path d="M28-26v-24l19-15 19 15v28z" fill="${light}" opacity=".85"/><path d="M24-48l23-19 23 19z" fill="${copper}"/>` +
      `<path d="M42-40h10v11H42z" fill="${ink}"/>`,
  );

/** Gabled houses on a quay, their windows lit, and a moored boat. */
export const quay: Motif = (palette, horizon) => {
  const { light, ink, copper } = palette;
  const walls = [copper, ink, light, copper, ink, light, copper];
  const houses = walls.map((wall, index) => {
    const [x, tall] = [index * 46, 62 + ((index * 37) % 34)];
    const glass = wall === light ? ink : light;
    const windows = [0, 1].map(
      (row) => `M${x + 9} ${16 - tall + row * 24}h9v13h-9zM${x + 26} ${16 - tall + row * 24}h9v13h-9z`,
    );
    return (
      `<path d="M${x} 0V${-tall}l22-24 22 24V0z" fill="${wall}"/>` +
      `<path d="${windows.join('')}" fill="${glass}" opacity=".8"/>`
    );
  });
  return (
    place(40, horizon + 6, 1, houses.join('')) +
    `<path d="M0 ${horizon + 4}H392l14 22H0z" fill="${ink}"/>` +
    `<path d="M60 ${horizon + 40}h70M170 ${horizon + 46}h96M110 ${horizon + 56}h60M300 ${horizon + 38}h50" stroke="${light}" stroke-width="3" stroke-linecap="round" opacity=".35"/>` +
    boat(488, horizon + 58, 0.95, palette)
  );
};

/** A copper dome gone green, over a row of roofs. */
export const dome: Motif = ({ light, ink, copper }, horizon) =>
  place(
    250,
    horizon + 4,
    1,
    `<path d="M-250 0V-34h44l16-18 16 18h92V0zM74 0V-30h54l18-20 18 20h66l14-16 14 16h92V0z" fill="${ink}"/>` +
      `<path d="M-92 0V-70H92V0z" fill="${light}"/><path d="M-70-70v-30H70v30z" fill="${light}" opacity=".9"/>` +
      `<path d="M-76-100C-76-176-34-206 0-206S76-176 76-100z" fill="${copper}"/>` +
      `<path d="M-40-100C-40-170-18-202 0-206M40-100C40-170 18-202 0-206M0-206V-100" fill="none" stroke="${ink}" stroke-width="2" opacity=".35"/>` +
      `<path d="M-11-206h22v-22h-22z" fill="${light}"/><path d="M-14-228Q0-250 14-228zM-1.500-268h3v26h-3z" fill="${copper}"/>` +
      `<path d="M-98-70H98v6H-98zM-82-102H82v6H-82z" fill="${ink}" opacity=".55"/>` +
      `<path d="M-72-2v-40a11 11 0 0 1 22 0v40zM-33-2v-40a11 11 0 0 1 22 0v40zM11-2v-40a11 11 0 0 1 22 0v40zM50-2v-40a11 11 0 0 1 22 0v40z" fill="${ink}" opacity=".75"/>`,
  );

/** A sea arch in a cliff, and gulls. */
export const arch: Motif = ({ light, ink, copper }, horizon) =>
  `<path fill-rule="evenodd" d="M600 ${horizon - 150}C560 ${horizon - 160} 520 ${horizon - 140} 470 ${horizon - 132}C420 ${horizon - 126} 384 ${horizon - 112} 356 ${horizon - 84}C338 ${horizon - 60} 340 ${horizon - 20} 322 ${horizon + 22}H372C384 ${horizon - 26} 396 ${horizon - 58} 424 ${horizon - 62}C456 ${horizon - 62} 470 ${horizon - 20} 470 ${horizon + 34}H600z" fill="${ink}"/>` +
  `<path d="M600 ${horizon - 150}C560 ${horizon - 160} 520 ${horizon - 140} 470 ${horizon - 132}C420 ${horizon - 126} 384 ${horizon - 112} 356 ${horizon - 84}C400 ${horizon - 106} 440 ${horizon - 112} 480 ${horizon - 116}C530 ${horizon - 122} 560 ${horizon - 134} 600 ${horizon - 128}z" fill="${copper}"/>` +
  `<path d="M316 ${horizon + 24}h64M462 ${horizon + 36}h138" stroke="${light}" stroke-width="3" stroke-linecap="round" opacity=".6"/>` +
  `<path d="M150 96q12-14 22 0q12-14 24 0M214 132q9-10 16 0q9-10 18 0M106 148q7-8 13 0q7-8 14 0" fill="none" stroke="${ink}" stroke-width="3" stroke-linecap="round"/>`;

/** A bell buoy on the swell, and stars. */
export const buoy: Motif = ({ light, ink, copper }, horizon) =>
  `<path d="M70 60h.1M148 118h.1M232 46h.1M318 92h.1M392 40h.1M540 110h.1M560 46h.1M36 134h.1M272 140h.1" stroke="${light}" stroke-width="4" stroke-linecap="round" opacity=".8"/>` +
  place(
    196,
    horizon + 82,
    1.15,
    `<g transform="rotate(-7)"><path d="M-34 6L-14-74H14L34 6z" fill="none" stroke="${ink}" stroke-width="6"/>` +
      `<path d="M-25-30H25M-19-52H19" stroke="${ink}" stroke-width="5"/><path d="M-11-34q0-20 11-22 11 2 11 22l3 5h-28z" fill="${copper}"/>` +
      `<path d="M-10-92h20v18h-20z" fill="${light}"/><circle cy="-83" r="24" fill="${light}" opacity=".25"/><path d="M-13-92Q0-108 13-92z" fill="${ink}"/>` +
      `<path d="M-58 2H58Q50 30 26 32H-26Q-50 30-58 2z" fill="${copper}"/><path d="M-58 2H58l-3 9H-55z" fill="${ink}" opacity=".4"/></g>` +
      `<path d="M-66 34h128M-44 44h92M-22 54h52" stroke="${light}" stroke-width="3" stroke-linecap="round" opacity=".45"/>`,
  );
