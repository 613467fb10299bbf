/** Basic credentials, as they are or form-encoded: RFC 6749 (2.3.1) asks for the second, many send the first. */
export const basicOf = (authorization: string | undefined): readonly (readonly [string, string])[] => {
  const encoded = /^basic (\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return [];
  const raw = [text.slice(0, colon), text.slice(colon + 1)] as const;
  return [raw, [formDecoded(raw[0]), formDecoded(raw[1])]];
};

const formDecoded = (text: string): string => new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? text;
