import type { StatementFormat } from '../format.ts';
import { camt053Document } from '../parts/camt053/document.ts';
import type { Camt053Version } from '../parts/camt053/version.ts';
import { xml } from '../parts/xml.ts';

/** The pattern of this version (BICIdentifier) is narrower than ISO 9362 is today. */
const knownBic = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]/;

const version: Camt053Version = {
  namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.02',
  booked: xml`<Sts>BOOK</Sts>`,
  bank: (bic) => (knownBic.test(bic) ? xml`<BIC>${bic}</BIC>` : undefined),
  party: (content) => content,
  charge: (amount) => amount,
  repeatsAmount: false,
  netTotal: (amount, indicator) => xml`<TtlNetNtryAmt>${amount}</TtlNetNtryAmt><CdtDbtInd>${indicator}</CdtDbtInd>`,
};

/** The version of 2009, which most packages read. */
export const camt053v02: StatementFormat = {
  id: 'camt053.001.02',
  name: 'CAMT.053.001.02',
  extension: 'xml',
  mediaType: 'application/xml',
  countries: [],
  limits: [],
  write: (statement, place) => camt053Document(statement, place, version),
};
