/** What the browser makes of all styles, element by element, to be compared. */
export type Computed = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Measures move with everything; what they follow from is compared. */
const measured =
  /^(?:block|inline)-size$|^(?:width|height|perspective-origin|transform-origin)$|^-webkit-locale$/;

export function computedStyles(elements: Iterable<Element>): Computed {
  const all = new Map<string, Map<string, string>>();
  for (const [index, element] of [...elements].entries()) {
    const style = getComputedStyle(element);
    const names = [...style].filter((name) => !measured.test(name) && !name.startsWith('--'));
    const name = `${index} ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    all.set(name, new Map(names.map((property) => [property, style.getPropertyValue(property)])));
  }
  return all;
}

/** Such as `3 button.ck-button: letter-spacing normal → 4px`. */
export const changes = (before: Computed, after: Computed): string[] =>
  [...before].flatMap(([name, styles]) =>
    [...styles]
      .filter(([property, value]) => after.get(name)?.get(property) !== value)
      .map(([property, value]) => `${name}: ${property} ${value} → ${after.get(name)?.get(property)}`),
  );
