/** Plural forms of a text, chosen by https://tc39.es/ecma402/#pluralrules-objects. */

/** The forms that the language has; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Returns a function from a count to its text.
 * @param locale BCP 47
 * @example plural('en', { one: 'a minute', other: '# minutes' })(2) // '2 minutes'
 */
export const plural = (locale: string, forms: PluralForms) => (count: number) =>
  (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace(
    '#',
    count.toLocaleString(locale),
  );
