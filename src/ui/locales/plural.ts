/** Plural forms: as many as a language has, chosen by https://tc39.es/ecma402/#pluralrules-objects. */

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** `plural('en', { one: 'a minute', other: '# minutes' })(2)` is `2 minutes`. */
export const plural = (locale: string, forms: PluralForms) => (count: number) =>
  (forms[new Intl.PluralRules(locale).select(count)] ?? forms.other).replace(
    '#',
    count.toLocaleString(locale),
  );
