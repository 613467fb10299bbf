/**
 * Whether an SPDX expression can be met with the licences given: one side of an OR is enough, every side of an AND is
 * needed.
 *
 * @see https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export const isAllowed = (expression: string, allowed: ReadonlySet<string>): boolean => {
  const inner = withoutOuterBrackets(expression.trim());
  const either = splitOutside(inner, ' OR ');
  if (either.length > 1) return either.some((part) => isAllowed(part, allowed));
  const all = splitOutside(inner, ' AND ');
  if (all.length > 1) return all.every((part) => isAllowed(part, allowed));
  return allowed.has(inner);
};

/** Parts between separators that stand in no brackets. */
const splitOutside = (text: string, separator: string): readonly string[] => {
  const parts: string[] = [''];
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0 && text.startsWith(separator, index)) {
      parts.push('');
      index += separator.length - 1;
    } else parts.push(`${parts.pop()}${character}`);
  }
  return parts;
};

/** Brackets around the whole, and not those of `(A) OR (B)`. */
const withoutOuterBrackets = (text: string): string => {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0 && index < text.length - 1) return text;
  }
  return withoutOuterBrackets(text.slice(1, -1).trim());
};
