/** Lets an app's own i18n say what the components say: a dictionary whose texts are asked of its `t`. */
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';

type Text = string | ((about: never) => string);
type Leaves<Node> = {
  [Key in keyof Node & string]: Node[Key] extends Text ? Key : `${Key}.${Leaves<Node[Key]>}`;
}[keyof Node & string];

/** Every key that `t` is asked for: `signIn.password.heading`, `errors.NetworkError`. */
export type TextKey = Leaves<Omit<Dictionary, 'locale' | 'direction'>>;

/** What is in a text, such as `appName`, `minutes` or `seconds`; a number is there as `count` too, for plural forms. */
export type TextValues = Readonly<Record<string, string | number | undefined>>;

/** i18next's, react-intl's behind a line of code, and most others'. Nothing, or the key itself: there is no such text. */
export type Translate = (key: TextKey, values: TextValues) => string | null | undefined;

export interface DictionaryFromOptions {
  /** BCP 47, for `lang`. */
  locale: string;
  /** Default `ltr`. */
  direction?: Dictionary['direction'];
  /** What is said where `t` has nothing to say; English by default. */
  fallback?: Dictionary;
}

/** `<Authenticator locale={dictionaryFrom(t, { locale: i18n.language })} />`. Make it once for each language: it asks for all texts. */
export function dictionaryFrom(
  t: Translate,
  { locale, direction = 'ltr', fallback = en }: DictionaryFromOptions,
): Dictionary {
  const ask = (key: string, about: TextValues, otherwise: () => string) => {
    const count = Object.values(about).find((value) => typeof value === 'number');
    const said = t(key as TextKey, count === undefined ? about : { count, ...about });
    return !said || said === key ? otherwise() : said;
  };
  const walk = (node: unknown, path: string): unknown => {
    if (typeof node === 'string') return ask(path, {}, () => node);
    if (typeof node === 'function')
      return (about: TextValues) => ask(path, about, () => (node as (given: TextValues) => string)(about));
    return Object.fromEntries(
      Object.entries(node as object).map(([key, value]) => [key, walk(value, path ? `${path}.${key}` : key)]),
    );
  };
  return { ...(walk({ ...fallback }, '') as Dictionary), locale, direction };
}
