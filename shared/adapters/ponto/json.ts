/** Node's reviver is told the text of a primitive (V8 since 11.4); TypeScript does not know it yet. */
interface ReviverContext {
  readonly source?: string;
}

/**
 * Reads JSON with every number as the text that was sent, so that an amount never passes through a binary float.
 *
 * @returns undefined when the text is no JSON. The parser's message is dropped: it quotes the text.
 */
export const parseJson = (text: string): unknown => {
  const exact = (_key: string, value: unknown, context?: ReviverContext): unknown =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value;
  try {
    const value: unknown = JSON.parse(text, exact);
    return value;
  } catch {
    return undefined;
  }
};
