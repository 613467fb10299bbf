import type { Xml } from '../xml.ts';

/** What tells one version of CAMT.053 from another, as far as we write it. */
export interface Camt053Version {
  readonly namespace: string;
  /** The status of a booked line. */
  readonly booked: Xml;
  /** The bank of the account, by its BIC; nothing where the version does not take that. */
  readonly bank: (bic: string) => Xml | undefined;
  /** A party of a payment. */
  readonly party: (content: Xml | undefined) => Xml | undefined;
  /** A fee with its sign. */
  readonly charge: (amount: Xml) => Xml;
  /** Whether the details of a line repeat its amount. */
  readonly repeatsAmount: boolean;
  /** What all lines come to. */
  readonly netTotal: (amount: string, indicator: string) => Xml;
}
