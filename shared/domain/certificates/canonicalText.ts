/**
 * JSON of which everybody writes the same text: members sorted, nothing between them. Of texts, whole numbers, truths,
 * lists and maps of these; members without a value are left out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`);
  return `{${members.join(',')}}`;
};
