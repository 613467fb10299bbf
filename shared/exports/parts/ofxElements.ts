const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Readers decode no more than three entities, and some read ASCII only, whatever the header says. */
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (character) => entities[character] ?? '');

/** An element; none where there is nothing to say, since some readers drop a line with an empty name. */
export const element = (tag: string, value: string | undefined): string =>
  value === undefined || value === '' ? '' : `<${tag}>${escaped(value)}</${tag}>`;

/** An element that holds others. */
export const aggregate = (tag: string, ...children: readonly string[]): string =>
  `<${tag}>${children.join('')}</${tag}>`;
