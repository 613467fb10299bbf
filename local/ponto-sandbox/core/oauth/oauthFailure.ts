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
