/** A standard reference found in the remittance information of a line. */
export interface RemittanceReference {
  readonly kind: 'be_ogm' | 'iso_11649';
  /** Canonical spelling: `+++090/9337/55493+++` or `RF18539007547034`. */
  readonly value: string;
}
