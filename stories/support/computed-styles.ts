/** Reads the computed styles of elements and compares them. Keys are elements, then properties. */
export type Computed = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Properties that are left out: sizes change with every other property, which is compared itself. */
const derivedProperties =
  /^(?:block|inline)-size$|^(?:width|height|perspective-origin|transform-origin)$|^-webkit-locale$/;

export function computedStyles(elements: Iterable<Element>): Computed {
  const result = new Map<string, Map<string, string>>();
  for (const [index, element] of [...elements].entries()) {
    const style = getComputedStyle(element);
    const names = [...style].filter((name) => !derivedProperties.test(name) && !name.startsWith('--'));
    const name = `${index} ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    result.set(name, new Map(names.map((property) => [property, style.getPropertyValue(property)])));
  }
  return result;
}

/** Returns one line for each change, such as `3 button.ck-button: letter-spacing normal → 4px`. */
export const changes = (before: Computed, after: Computed): string[] =>
  [...before].flatMap(([name, styles]) =>
    [...styles]
      .filter(([property, value]) => after.get(name)?.get(property) !== value)
      .map(([property, value]) => `${name}: ${property} ${value} → ${after.get(name)?.get(property)}`),
  );
