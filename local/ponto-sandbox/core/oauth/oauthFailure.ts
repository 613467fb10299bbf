/** A refusal in the form of RFC 6749, as the OAuth endpoints answer it (reference, section 2.5). */
export class OAuthFailure extends Error {
  readonly status: number;
  readonly error: string;
  readonly hint: string | undefined;

  constructor(status: number, error: string, description: string, hint?: string) {
    super(description);
    this.name = 'OAuthFailure';
    this.status = status;
    this.error = error;
    this.hint = hint;
  }
}

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
