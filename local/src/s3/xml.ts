/** Writes and reads S3's XML. */
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

export type XmlValue = string | number | boolean | XmlTree | readonly XmlValue[] | undefined;
export interface XmlTree {
  readonly [element: string]: XmlValue;
}

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/**
 * Writes a document. Leaves out undefined elements. Errors have no namespace. Escapes carriage returns, which a
 * parser would read as line feeds.
 */
export const toXml = (root: string, tree: XmlTree): string => {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: false,
  });
  const attributes = root === 'Error' ? {} : { '@xmlns': namespace };
  const defined = Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));
  const xml: string = builder.build({ [root]: { ...attributes, ...defined } });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replaceAll('\r', '&#13;')}`;
};

/**
 * Reads a document. Elements named in `lists` are always arrays. Returns undefined when the text is not a document
 * with this root.
 */
export const fromXml = (
  text: string,
  root: string,
  lists: readonly string[],
): Readonly<Record<string, unknown>> | undefined => {
  try {
    const parser = new XMLParser({
      ignoreAttributes: true,
      parseTagValue: false,
      trimValues: false,
      htmlEntities: true,
      isArray: (name) => lists.includes(name),
    });
    const document: unknown = parser.parse(text, true);
    const tree = isTree(document) ? document[root] : undefined;
    return isTree(tree) ? tree : undefined;
  } catch {
    return undefined;
  }
};

export const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the objects of a list element; none when the element is absent. */
export const treesOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isTree) : [];
