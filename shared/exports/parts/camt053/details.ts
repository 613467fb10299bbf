import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { endToEndIdOf } from '../endToEndId.ts';
import { directionOf } from '../family.ts';
import { piecesOf } from '../text.ts';
import { element, xml, type Xml } from '../xml.ts';
import { accountId, whole } from './values.ts';
import type { Camt053Version } from './version.ts';
import type { Words } from './words.ts';

/** Max140Text. */
const textWidth = 140;
/** ExternalPurpose1Code. */
const purposeWidth = 4;

/** The scheme of a creditor identifier (EPC, rulebooks of the SEPA direct debit). */
const sepa = xml`<SchmeNm><Prtry>SEPA</Prtry></SchmeNm>`;

/** Who has defined the reference: packages know Febelfin's structured communication by the name that it had, BBA. */
const issuers = { be_ogm: 'BBA', iso_11649: 'ISO' } as const;

/**
 * Always one: more of them would become more lines in every reader. No gross amount stands in it, for readers take that
 * for the line's.
 */
export const camt053Details = (
  entry: StatementEntry,
  { key, counted, words }: { readonly key: string; readonly counted: Xml; readonly words: Words },
  version: Camt053Version,
): Xml => {
  const { mandateId } = entry.content;
  return xml`<NtryDtls><TxDtls><Refs><AcctSvcrRef>${key}</AcctSvcrRef>${element(
    'EndToEndId',
    whole(endToEndIdOf(entry)),
  )}${element('MndtId', whole(mandateId))}</Refs>${version.repeatsAmount ? counted : undefined}${parties(
    entry,
    words,
    version,
  )}${purpose(entry)}${remittance(entry, words)}</TxDtls></NtryDtls>`;
};

/** By the sign the counterparty has paid or was paid. We name nobody else, but the creditor of a direct debit by its id. */
const parties = (entry: StatementEntry, words: Words, { party }: Camt053Version): Xml | undefined => {
  const { counterpartyReference, creditorId } = entry.content;
  const name = element('Nm', words.name);
  const account = counterpartyReference === undefined ? undefined : accountId(counterpartyReference);
  const creditor = whole(creditorId);
  const creditorParty = creditor && xml`<Id><PrvtId><Othr><Id>${creditor}</Id>${sepa}</Othr></PrvtId></Id>`;
  return directionOf(entry) === 'credit'
    ? element(
        'RltdPties',
        element('Dbtr', party(name)),
        element('DbtrAcct', account),
        element('Cdtr', creditorParty && party(creditorParty)),
      )
    : element(
        'RltdPties',
        element('Cdtr', party(creditorParty ? xml`${name}${creditorParty}` : name)),
        element('CdtrAcct', account),
      );
};

const purpose = ({ content: { purposeCode } }: StatementEntry): Xml | undefined => {
  const code = whole(purposeCode, purposeWidth);
  return element('Purp', code === undefined ? element('Prtry', whole(purposeCode)) : element('Cd', code));
};

/** Free text in as few pieces as it takes, which make it again when joined; what it is late for; the reference. */
const remittance = ({ content }: StatementEntry, { text, remark, reference }: Words): Xml | undefined =>
  element(
    'RmtInf',
    ...piecesOf(text, textWidth).map((piece) => element('Ustrd', piece)),
    element('Ustrd', remark),
    content.reference &&
      xml`<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>${
        issuers[content.reference.kind]
      }</Issr></Tp><Ref>${reference}</Ref></CdtrRefInf></Strd>`,
  );
