import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Decimal } from '../../../../shared/domain/money/decimal.ts';
import { negate, parseDecimal, zero } from '../../../../shared/domain/money/decimal.ts';

/** CAMT.053 as a program of somebody else would read it: no code of the writer, and a library for the XML. */
const many = new Set(['Stmt', 'Bal', 'Ntry', 'Ustrd']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => many.has(name),
});

const text = z.string().min(1);
const date = z.object({ Dt: text });
const amount = z.object({ '#text': z.string().regex(/^\d+(\.\d{1,5})?$/), Ccy: z.string().regex(/^[A-Z]{3}$/) });
const indicator = z.enum(['CRDT', 'DBIT']);
const count = z.object({ NbOfNtries: text, Sum: text });
const account = z.object({ Id: z.object({ IBAN: text.optional(), Othr: z.object({ Id: text }).optional() }) });
const person = z.object({ Nm: text.optional(), Id: z.unknown().optional() });
const party = z.union([z.strictObject({ Pty: person }).transform(({ Pty }) => Pty), person]);
const details = z.object({
  Refs: z.object({ AcctSvcrRef: text, EndToEndId: text.optional(), MndtId: text.optional() }),
  Amt: amount.optional(),
  CdtDbtInd: indicator.optional(),
  RltdPties: z.object({ Dbtr: party, DbtrAcct: account, Cdtr: party, CdtrAcct: account }).partial().optional(),
  Purp: z.unknown().optional(),
  RmtInf: z
    .object({
      Ustrd: z.array(text.max(140)).optional(),
      Strd: z
        .object({
          CdtrRefInf: z.object({
            Tp: z.object({ CdOrPrtry: z.object({ Cd: z.literal('SCOR') }), Issr: text }),
            Ref: text,
          }),
        })
        .optional(),
    })
    .optional(),
});
const entry = z.object({
  NtryRef: text,
  Amt: amount,
  CdtDbtInd: indicator,
  RvslInd: z.literal('true').optional(),
  Sts: z.union([z.literal('BOOK'), z.object({ Cd: z.literal('BOOK') })]),
  BookgDt: date,
  ValDt: date,
  AcctSvcrRef: text.max(35),
  BkTxCd: z.object({
    Domn: z.object({ Cd: text, Fmly: z.object({ Cd: text, SubFmlyCd: text }) }),
    Prtry: z.object({ Cd: text }).optional(),
  }),
  Chrgs: z.unknown().optional(),
  NtryDtls: z.object({ TxDtls: details }),
  AddtlNtryInf: text.max(500).optional(),
});
const balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: z.enum(['OPBD', 'CLBD']) }) }),
  Amt: amount,
  CdtDbtInd: indicator,
  Dt: date,
});
const bank = z.object({ FinInstnId: z.object({ BIC: text.optional(), BICFI: text.optional() }) });
const statement = z.object({
  Id: text,
  ElctrncSeqNb: z.string().regex(/^\d+$/),
  LglSeqNb: z.string().regex(/^\d+$/),
  CreDtTm: text,
  FrToDt: z.object({ FrDtTm: text, ToDtTm: text }),
  Acct: account.extend({
    Ccy: text,
    Nm: text.optional(),
    Ownr: z.object({ Nm: text }).optional(),
    Svcr: bank.optional(),
  }),
  Bal: z.array(balance).length(2),
  TxsSummry: z.object({ TtlNtries: count.loose(), TtlCdtNtries: count, TtlDbtNtries: count }),
  Ntry: z.array(entry),
  AddtlStmtInf: text.max(500),
});
const file = z.object({
  Document: z.object({
    xmlns: text,
    BkToCstmrStmt: z.object({ GrpHdr: z.object({ MsgId: text, CreDtTm: text }), Stmt: z.array(statement) }),
  }),
});

export type CamtEntry = z.infer<typeof entry>;
export type CamtStatement = z.infer<typeof statement>;

export const readCamt053 = (xml: string) => {
  const { xmlns, BkToCstmrStmt } = file.parse(parser.parse(xml, true)).Document;
  return { namespace: xmlns, header: BkToCstmrStmt.GrpHdr, statements: BkToCstmrStmt.Stmt };
};

/** With its sign. */
export const signed = (one: { readonly Amt: { readonly '#text': string }; readonly CdtDbtInd: string }): Decimal => {
  const unsigned = parseDecimal(one.Amt['#text']) ?? zero;
  return one.CdtDbtInd === 'DBIT' ? negate(unsigned) : unsigned;
};
