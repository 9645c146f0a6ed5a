/** What a person meets on the screen, measured by what the browser made of all styles. Everything here runs in the page. */
import type { Page } from '@playwright/test';

export interface Measured {
  /** Targets that a finger's 44 px do not reach. */
  small: string[];
  /** Inputs whose text iOS would zoom into. */
  tiny: string[];
  /** Texts under 4.5 : 1, with what they have. */
  faint: string[];
  /** Inputs and buttons that neither a border nor a ground of 3 : 1 shows. */
  unmarked: string[];
  /** What says something by colour alone. */
  colourOnly: string[];
  /** How much was looked at. */
  targets: number;
  texts: number;
}

/** Animations are let run to their end first: what moves is not what is read. */
export async function measure(page: Page): Promise<Measured> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  });
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    type Colour = readonly [r: number, g: number, b: number, alpha: number];
    /** Whatever notation it is in. */
    const toColour = (css: string): Colour => {
      if (!canvas) throw new Error('There is no canvas to read colours by.');
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
    /** Under the element, or under its content with `inside`. */
    const groundOf = (element: Element, isInside: boolean): Colour => {
      const layers: Colour[] = [];
      for (let at: Element | null = isInside ? element : element.parentElement; at; at = at.parentElement)
        layers.push(toColour(getComputedStyle(at).backgroundColor));
      return layers.reduceRight((under, layer) => over(layer, under), toColour('Canvas'));
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
    const all = <Found extends Element>(selector: string) =>
      [...document.querySelectorAll<Found>(`.ck ${selector}`)].filter(isShown);

    const isReached = (element: HTMLElement, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return [element, ...labels].some((one) => one.contains(hit));
    };
    const targets = all<HTMLElement>('button, input, a').filter(
      // Within a sentence a link is as tall as its line.
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
      const found = contrast(over(toColour(getComputedStyle(element).color), ground), ground);
      return found < 4.5 ? [`${nameOf(element)} ${found.toFixed(2)}`] : [];
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
      const by = (input.getAttribute('aria-describedby') ?? '').split(' ');
      return !by.some((id) => document.getElementById(id)?.querySelector('svg + span')?.textContent);
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

/** The outline of what has the focus: its width in px, and its contrast with what is around. Undefined past the last. */
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
