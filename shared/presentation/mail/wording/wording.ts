/** What a mail about the end of an authorization says, in one language. */
export interface ExpiryWording {
  /** Stands in a sentence for a bank whose name is not known. */
  readonly someBank: string;
  /** Stands for it at the beginning of a subject. */
  readonly someBankAsTitle: string;
  readonly greeting: (name: string | undefined) => string;
  /** @param when as given by `ended`, `today`, `tomorrow` or `inDays` */
  readonly subject: (bank: string, when: string) => string;
  readonly ended: string;
  readonly today: string;
  readonly tomorrow: string;
  readonly inDays: (days: number) => string;
  /** A state of `when` and its day, as a note beside an account. */
  readonly on: (when: string, day: string) => string;
  readonly introduction: (bank: string, accounts: number) => string;
  /** What the end means. */
  readonly consequence: string;
  /** On the button beside an account. */
  readonly renew: string;
  /** What the button does, and how long. */
  readonly aboutLinks: string;
  /** How to renew without it. */
  readonly nextStep: string;
  /** Renewing alone does not make this connection work again. */
  readonly stoppedOtherwise: string;
  readonly footer: string;
}
