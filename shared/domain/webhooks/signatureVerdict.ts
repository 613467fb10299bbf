/** Why an event is not believed. For the log alone: who forges learns nothing from it. */
export type SignatureRefusal =
  | 'signature_missing'
  | 'signature_malformed'
  | 'algorithm_not_allowed'
  | 'key_unknown'
  | 'signature_wrong'
  | 'claims_malformed'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'from_the_future'
  | 'expired'
  | 'digest_wrong';

/** Whether an event is Ponto's. */
export type SignatureVerdict =
  { readonly kind: 'genuine' } | { readonly kind: 'refused'; readonly reason: SignatureRefusal };

/** An event as it came in. */
export interface SignedBody {
  readonly signature: string | undefined;
  /** The bytes as received: the digest is over them, not over what they mean. */
  readonly body: Uint8Array;
}

/** @throws Fault `ponto_unavailable` or `ponto_throttled` when Ponto's keys cannot be had: nobody knows then */
export type VerifySignature = (signed: SignedBody) => Promise<SignatureVerdict>;
