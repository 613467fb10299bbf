import { printable } from './text.ts';

/*
 * XML 1.0 without a library: builders that walk objects (fast-xml-parser's was measured) take twenty times as long as JSON
 * for the same statement, and leave control characters and halves of pairs in, which no parser accepts.
 */

/** Markup that is ready: everything else that is put into markup is a text. */
export class Xml {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** Printable ASCII without the marks of XML: nothing to do, and nearly every text is of it. */
const harmless = /^[\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\x7e]*$/;

const marks: readonly (readonly [mark: string, entity: string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  // Also for `]]>`, which must not stand in a text.
  ['>', '&gt;'],
  ['"', '&quot;'],
];

const escaped = (text: string): string =>
  harmless.test(text) ? text : marks.reduce((rest, [mark, entity]) => rest.replaceAll(mark, entity), printable(text));

/** Elements, one after another. */
type Content = Xml | string | undefined;

/** Markup as it will be, in which every text is escaped. What is undefined is nothing. */
export const xml = (fixed: TemplateStringsArray, ...contents: readonly Content[]): Xml => {
  let markup = fixed[0] ?? '';
  for (let at = 0; at < contents.length; at += 1) markup += `${markupOf(contents[at])}${fixed[at + 1] ?? ''}`;
  return new Xml(markup);
};

const markupOf = (content: Content): string =>
  content === undefined ? '' : typeof content === 'string' ? escaped(content) : content.markup;

/** An element, or nothing where it would be empty: the schemas know no empty elements. */
export const element = (name: string, ...contents: readonly Content[]): Xml | undefined => {
  let markup = '';
  for (const content of contents) markup += markupOf(content);
  return markup === '' ? undefined : new Xml(`<${name}>${markup}</${name}>`);
};
