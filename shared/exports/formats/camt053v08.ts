import type { StatementFormat } from '../format.ts';
import { camt053Document } from '../parts/camt053/document.ts';
import type { Camt053Version } from '../parts/camt053/version.ts';
import { element, xml } from '../parts/xml.ts';

const version: Camt053Version = {
  namespace: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08',
  booked: xml`<Sts><Cd>BOOK</Cd></Sts>`,
  bank: (bic) => xml`<BICFI>${bic}</BICFI>`,
  party: (content) => element('Pty', content),
  charge: (amount) => xml`<Rcrd>${amount}<ChrgInclInd>true</ChrgInclInd></Rcrd>`,
  repeatsAmount: true,
  netTotal: (amount, indicator) =>
    xml`<TtlNetNtry><Amt>${amount}</Amt><CdtDbtInd>${indicator}</CdtDbtInd></TtlNetNtry>`,
};

/** The version of 2019, to which banks and packages move. */
export const camt053v08: StatementFormat = {
  id: 'camt053.001.08',
  name: 'CAMT.053.001.08',
  extension: 'xml',
  mediaType: 'application/xml',
  countries: [],
  limits: [],
  write: (statement, place) => camt053Document(statement, place, version),
};
