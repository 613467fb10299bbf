/** What a look at the service from outside found. */
export type HealthLook =
  | { readonly kind: 'well'; readonly milliseconds: number }
  | {
      readonly kind: 'unwell';
      readonly milliseconds: number;
      /** Nothing came back in time, or something that is no health. */
      readonly reason: 'no_answer' | 'wrong_status' | 'wrong_body';
      readonly status?: number;
      /** What the network said: a code such as `ENOTFOUND`, never an address. */
      readonly code?: string;
    };

/** Asks the service for its health as the world does. It never rejects. */
export type LookAtHealth = () => Promise<HealthLook>;

/** The state of the key that seals tokens, in AWS's word: `Enabled`, `Disabled`, `PendingDeletion`. */
export type TokenKeyState = () => Promise<string>;
