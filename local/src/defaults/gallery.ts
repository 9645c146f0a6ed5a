/** The public gallery: six pictures for the bucket, and their rows for the table. */
import { draw, type Palette, type Scene } from './gallery-drawing.ts';
import { arch, buoy, dome, lighthouse, quay, regatta } from './gallery-motifs.ts';

const morning: Palette = {
  sky: ['#2f8f89', '#9fd6c5', '#fbe6c4'],
  sun: '#fff3d6',
  ridges: ['#8fc3b6', '#5b9f97', '#2d7a75'],
  sea: ['#4aa39b', '#0f4f50'],
  light: '#fff8e7',
  ink: '#0b3437',
  copper: '#c8683c',
};
const noon: Palette = {
  sky: ['#1d7f8c', '#6fc3c2', '#d9f1e6'],
  sun: '#fffbe9',
  ridges: ['#a5d3c6', '#63b09f', '#2f8676'],
  sea: ['#2f9a97', '#064247'],
  light: '#f4fffb',
  ink: '#0c3b41',
  copper: '#d5774a',
};
const evening: Palette = {
  sky: ['#274a63', '#d0826a', '#fbd08f'],
  sun: '#ffe9b8',
  ridges: ['#a8736d', '#6b5e6d', '#3a4d5e'],
  sea: ['#b9796b', '#17323f'],
  light: '#ffe9c9',
  ink: '#12262f',
  copper: '#3f8f84',
};
const dusk: Palette = {
  sky: ['#12303f', '#3c6a78', '#e3a477'],
  sun: '#ffd9a0',
  ridges: ['#4f7079', '#35565f', '#1d3d46'],
  sea: ['#54757b', '#0b2229'],
  light: '#ffeac2',
  ink: '#0a1d24',
  copper: '#b8603b',
};
const night: Palette = {
  sky: ['#061a22', '#0c3a41', '#1f6f6d'],
  sun: '#e8fff6',
  ridges: ['#14524f', '#0e3f41', '#0a2d31'],
  sea: ['#17605e', '#04161b'],
  light: '#c9f5e6',
  ink: '#03161b',
  copper: '#c9744a',
};
const patina: Palette = {
  sky: ['#f2b880', '#f9dcae', '#fdf3dc'],
  sun: '#fff9e8',
  ridges: ['#e3c79a', '#c4b48c', '#8fa58b'],
  sea: ['#7fb8a6', '#1d5f5a'],
  light: '#fffaf0',
  ink: '#1b4a4a',
  copper: '#4fa893',
};

interface Picture {
  slug: string;
  title: string;
  caption: string;
  year: number;
  scene: Scene;
}

const pictures: readonly Picture[] = [
  {
    slug: 'morning-regatta',
    title: 'Morning regatta',
    caption: 'Three boats out before the wind has made up its mind.',
    year: 2019,
    scene: {
      palette: morning,
      sun: [410, 150, 34],
      horizon: 236,
      ridges: [
        [52, 18, 0.4],
        [30, 14, 2.1],
        [12, 10, 4.4],
      ],
      motif: regatta,
    },
  },
  {
    slug: 'lighthouse',
    title: 'The lighthouse',
    caption: 'Lit at a quarter past four, from October to March.',
    year: 2020,
    scene: {
      palette: dusk,
      sun: [128, 208, 30],
      horizon: 262,
      ridges: [
        [40, 14, 1.2],
        [18, 10, 3.7],
      ],
      motif: lighthouse,
    },
  },
  {
    slug: 'the-old-quay',
    title: 'The old quay',
    caption: 'Salt houses, painted with the paint that was left over.',
    year: 2021,
    scene: {
      palette: evening,
      sun: [496, 168, 36],
      horizon: 252,
      ridges: [
        [84, 22, 2.6],
        [54, 16, 0.2],
        [26, 12, 5.1],
      ],
      motif: quay,
    },
  },
  {
    slug: 'verdigris-dome',
    title: 'Verdigris dome',
    caption: 'Copper for a year, brown for twenty, green ever since.',
    year: 2022,
    scene: {
      palette: patina,
      sun: [470, 116, 40],
      horizon: 312,
      ridges: [
        [96, 18, 0.9],
        [58, 14, 3.1],
        [30, 8, 1.5],
      ],
      motif: dome,
    },
  },
  {
    slug: 'the-needle-gate',
    title: 'The needle gate',
    caption: 'At low water a skiff can row through, if it is quick.',
    year: 2023,
    scene: {
      palette: noon,
      sun: [180, 204, 32],
      horizon: 268,
      ridges: [
        [34, 12, 3.3],
        [16, 8, 0.6],
      ],
      motif: arch,
    },
  },
  {
    slug: 'bell-buoy-nine',
    title: 'Bell buoy nine',
    caption: 'On a clear night you hear it before you see it.',
    year: 2024,
    scene: {
      palette: night,
      sun: [452, 112, 36],
      horizon: 234,
      ridges: [
        [44, 16, 5.2],
        [24, 12, 1.9],
        [10, 6, 3.9],
      ],
      motif: buoy,
    },
  },
];

const keyOf = ({ slug }: Picture) => `public/gallery/${slug}.svg`;

/** Objects of the default bucket. */
export const galleryPictures = (): { key: string; svg: string }[] =>
  pictures.map((picture) => ({ key: keyOf(picture), svg: draw(picture.title, picture.scene) }));

/** Items of the gallery table, in DynamoDB's JSON. */
export const galleryRows = (): Record<string, { S: string } | { N: string }>[] =>
  pictures.map((picture) => ({
    id: { S: picture.slug },
    title: { S: picture.title },
    caption: { S: picture.caption },
    key: { S: keyOf(picture) },
    year: { N: String(picture.year) },
  }));
