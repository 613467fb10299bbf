/** A control call that cannot be carried out, in one sentence. */
export class ControlFailure extends Error {
  readonly status: 400 | 404;

  constructor(status: 400 | 404, sentence: string) {
    super(sentence);
    this.name = 'ControlFailure';
    this.status = status;
  }
}
