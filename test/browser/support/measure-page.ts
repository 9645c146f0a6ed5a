/** Measures a page's accessibility from its computed styles: sizes, contrast, focus rings. The measuring runs in the page. */
import type { Page } from '@playwright/test';

export interface PageMeasurements {
  /** Targets smaller than 44 px for a finger. */
  small: string[];
  /** Inputs with text under 16 px, which iOS zooms into. */
  tiny: string[];
  /** Texts with a contrast under 4.5 : 1, with their contrast. */
  faint: string[];
  /** Inputs and buttons with neither a border nor a background of at least 3 : 1 contrast. */
  unmarked: string[];
  /** Elements that convey something by color alone. */
  colourOnly: string[];
  /** The number of targets that were measured. */
  targets: number;
  /** The number of texts that were measured. */
  texts: number;
}

/** Finishes all finite animations, then measures the page. */
export async function measurePage(page: Page): Promise<PageMeasurements> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  });
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    type Colour = readonly [r: number, g: number, b: number, alpha: number];
    /** Reads a CSS color in any notation. */
    const toColour = (css: string): Colour => {
      if (!canvas) throw new Error('Cannot read colors: this browser returned no 2D canvas.');
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, alpha / 255];
    };
    const over = ([r, g, b, alpha]: Colour, under: Colour): Colour => [
      r * alpha + under[0] * (1 - alpha),
      g * alpha + under[1] * (1 - alpha),
      b * alpha + under[2] * (1 - alpha),
      1,
    ];
    /** Returns the background around the element, or behind its content with `isInside`. */
    const groundOf = (element: Element, isInside: boolean): Colour => {
      const layers: Colour[] = [];
      let layer: Element | null = isInside ? element : element.parentElement;
      for (; layer; layer = layer.parentElement)
        layers.push(toColour(getComputedStyle(layer).backgroundColor));
      return layers.reduceRight((under, colour) => over(colour, under), toColour('Canvas'));
    };
    /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
    const luminance = ([r, g, b]: Colour) => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const contrast = (a: Colour, b: Colour) => {
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
      return (light + 0.05) / (dark + 0.05);
    };
    const nameOf = (element: Element) =>
      `${element.className || element.tagName} “${(element.textContent || element.getAttribute('name')) ?? ''}”`;
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.closest('.ck-hidden');
    const all = <Matched extends Element>(selector: string) =>
      [...document.querySelectorAll<Matched>(`.ck ${selector}`)].filter(isShown);

    const isReached = (element: HTMLElement, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return [element, ...labels].some((one) => one.contains(hit));
    };
    const targets = all<HTMLElement>('button, input, a').filter(
      // Leaves out links within a sentence, which are as tall as their line.
      (one) => !one.matches('label a, p a'),
    );
    const small = targets.filter((one) => {
      one.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isBox = one.matches('[type=checkbox]');
      const points = [
        [x, y - 21],
        [x, y + 21],
        ...(isBox
          ? []
          : [
              [x - 21, y],
              [x + 21, y],
            ]),
      ];
      return !points.every(([px = 0, py = 0]) => isReached(one, px, py));
    });
    const typed = all<HTMLInputElement>('input:not([type=checkbox])');
    const texts = all('*').filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    );
    const faint = texts.flatMap((element) => {
      const ground = groundOf(element, true);
      const ratio = contrast(over(toColour(getComputedStyle(element).color), ground), ground);
      return ratio < 4.5 ? [`${nameOf(element)} ${ratio.toFixed(2)}`] : [];
    });
    const isMarked = (element: HTMLElement) => {
      const style = getComputedStyle(element);
      const around = groundOf(element, false);
      const isFilled = contrast(groundOf(element, true), around) >= 3;
      const isLined =
        Number.parseFloat(style.borderTopWidth) >= 1 &&
        style.borderTopStyle === 'solid' &&
        contrast(over(toColour(style.borderTopColor), around), around) >= 3;
      return isFilled || isLined;
    };
    const buttons = all<HTMLElement>('.ck-button');
    const wrong = all('[aria-invalid=true]').filter((input) => {
      const describedBy = (input.getAttribute('aria-describedby') ?? '').split(' ');
      return !describedBy.some((id) => document.getElementById(id)?.querySelector('svg + span')?.textContent);
    });
    const toned = all('.ck-message').filter((one) => !one.querySelector('svg'));
    const rules = all('.ck-rule').filter((one) => !one.querySelector('svg, .ck-hidden'));
    const blended = all('label a').filter(
      (one) => !getComputedStyle(one).textDecorationLine.includes('underline'),
    );
    return {
      small: small.map(nameOf),
      tiny: typed.filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 16).map(nameOf),
      faint,
      unmarked: [...typed, ...buttons].filter((one) => !isMarked(one)).map(nameOf),
      colourOnly: [...wrong, ...toned, ...rules, ...blended].map(nameOf),
      targets: targets.length,
      texts: texts.length,
    };
  });
}

/**
 * Measures the focused element's outline: its width in px and its contrast with the background.
 * Returns undefined once the focus has left the kit's components.
 */
export const focusRing = (
  page: Page,
): Promise<{ name: string; width: number; contrast: number } | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element?.closest('.ck')) return undefined;
    const style = getComputedStyle(element);
    const canvas = document.createElement('canvas').getContext('2d');
    const luminanceOf = (css: string) => {
      if (!canvas) return 0;
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let ground = element.parentElement;
    while (ground && /^rgba\(.*, 0\)$/.test(getComputedStyle(ground).backgroundColor))
      ground = ground.parentElement;
    const [dark = 0, light = 0] = [
      luminanceOf(style.outlineColor),
      luminanceOf(ground ? getComputedStyle(ground).backgroundColor : 'Canvas'),
    ].toSorted((x, y) => x - y);
    return {
      name: `${element.className} “${element.textContent}”`,
      width: style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth),
      contrast: (light + 0.05) / (dark + 0.05),
    };
  });
