/** Builds a dictionary from the translations of an app's own i18n library. */
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';

type Text = string | ((about: never) => string);
type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends Text ? Key : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

/** The keys that are passed to `t`, such as `signIn.password.heading` or `errors.NetworkError`. */
export type TextKey = Leaves<Omit<Dictionary, 'locale' | 'direction'>>;

/**
 * The values in a text, such as `appName`, `minutes` or `seconds`. A number is passed as `count` too, for plural forms.
 */
export type TextValues = Readonly<Record<string, string | number | undefined>>;

/**
 * A translate function, such as the `t` of i18next. Returns nothing, or the key itself, if there is no translation. Other
 * libraries, such as react-intl, need a function of one line around theirs.
 */
export type Translate = (key: TextKey, values: TextValues) => string | null | undefined;

export interface DictionaryFromOptions {
  /** BCP 47, for `lang`. */
  locale: string;
  /** The direction of the script, for `dir`. Default `ltr`. */
  direction?: Dictionary['direction'];
  /** The dictionary for keys without a translation. Default `en`. */
  fallback?: Dictionary;
}

/**
 * Returns a dictionary whose texts come from `t`. Call it once for each language, since it translates all texts.
 * @example
 * const { t, i18n } = useTranslation();
 * const locale = useMemo(() => dictionaryFrom(t, { locale: i18n.language }), [t, i18n.language]);
 * return <Authenticator locale={locale} />;
 */
export function dictionaryFrom(
  t: Translate,
  { locale, direction = 'ltr', fallback = en }: DictionaryFromOptions,
): Dictionary {
  const textFor = (key: string, values: TextValues, fallbackText: () => string) => {
    const count = Object.values(values).find((value) => typeof value === 'number');
    const translation = t(key as TextKey, count === undefined ? values : { count, ...values });
    return !translation || translation === key ? fallbackText() : translation;
  };
  const translate = (node: unknown, path: string): unknown => {
    if (typeof node === 'string') return textFor(path, {}, () => node);
    if (typeof node === 'function')
      return (values: TextValues) =>
        textFor(path, values, () => (node as (about: TextValues) => string)(values));
    return Object.fromEntries(
      Object.entries(node as object).map(([key, value]) => [
        key,
        translate(value, path ? `${path}.${key}` : key),
      ]),
    );
  };
  return { ...(translate({ ...fallback }, '') as Dictionary), locale, direction };
}
