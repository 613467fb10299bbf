import fc from 'fast-check';
import { add, equals, parseDecimal } from '../../../../shared/domain/money/decimal.ts';
import type { StatementEntry, StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { camt053v02 } from '../../../../shared/exports/formats/camt053v02.ts';
import { camt053v08 } from '../../../../shared/exports/formats/camt053v08.ts';
import { entryKey } from '../../../../shared/exports/parts/referenceId.ts';
import { wordsBesideReference } from '../../../../shared/exports/parts/words.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { accountId, anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';
import { readCamt053, signed, type CamtEntry, type CamtStatement } from './readCamt053.ts';

describe.each([
  [camt053v02.id, camt053v02],
  [camt053v08.id, camt053v08],
] as const)('%s', (id, format) => {
  const isNew = format === camt053v08;

  const fileOf = (...statements: readonly StatementInFull[]): string =>
    statements
      .map((statement, at) => {
        const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
        return format.write(statement, place, defaultOptions);
      })
      .join('');

  const statementOf = (wishes: Parameters<typeof aStatementInFull>[0]): CamtStatement => {
    const [statement] = readCamt053(fileOf(aStatementInFull(wishes))).statements;
    if (!statement) throw new Error('no statement was read');
    return statement;
  };

  const entryOf = (wishes: Parameters<typeof anEntry>[0]): CamtEntry => {
    const [entry] = statementOf({ entries: [anEntry(wishes)] }).Ntry;
    if (!entry) throw new Error('no line was read');
    return entry;
  };

  const refusal = (wishes: Parameters<typeof aStatementInFull>[0]): unknown => {
    try {
      return fileOf(aStatementInFull(wishes));
    } catch (error) {
      return error instanceof NotExpressible ? { reason: error.reason, lineId: error.lineId } : error;
    }
  };

  it('gives back balances, counts, and the day, amount, key and text of each line, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const read = readCamt053(fileOf(...statements));

        expect(read.namespace).toBe(`urn:iso:std:iso:20022:tech:xsd:camt.${id.slice(4)}`);
        expect(read.statements.map(({ Id }) => Id)).toEqual(statements.map(({ number }) => number));
        for (const [at, statement] of statements.entries()) {
          const told = read.statements[at];
          const [opening, closing] = told?.Bal ?? [];
          if (!told || !opening || !closing) throw new Error('a statement is missing');

          expect(told.Acct.Id.IBAN ?? told.Acct.Id.Othr?.Id).toBe(statement.account.reference);
          expect(told.Acct.Ccy).toBe(statement.currency);
          expect(opening.Dt.Dt).toBe(statement.period.from);
          expect(closing.Dt.Dt).toBe(statement.period.to);
          expect(equals(signed(opening), statement.opening)).toBe(true);
          expect(equals(signed(closing), statement.closing)).toBe(true);
          expect(told.Ntry.reduce((sum, entry) => add(sum, signed(entry)), signed(opening))).toEqual(statement.closing);
          const { TtlNtries, TtlCdtNtries, TtlDbtNtries } = told.TxsSummry;
          expect(TtlNtries.NbOfNtries).toBe(String(statement.lineCount));
          expect(Number(TtlCdtNtries.NbOfNtries) + Number(TtlDbtNtries.NbOfNtries)).toBe(statement.lineCount);
          expect(parseDecimal(TtlCdtNtries.Sum)).toEqual(statement.totalCredit);
          expect(parseDecimal(`-${TtlDbtNtries.Sum}`)).toEqual(statement.totalDebit);
          expect(told.Ntry.map(lineRead)).toEqual(statement.entries.map(lineMeant));
        }
      }),
      { numRuns: 100 },
    );
  });

  const lineRead = ({ NtryRef, BookgDt, ValDt, AcctSvcrRef, Amt, CdtDbtInd, NtryDtls: { TxDtls } }: CamtEntry) => ({
    position: NtryRef,
    on: BookgDt.Dt,
    valueOn: ValDt.Dt,
    key: AcctSvcrRef,
    detailKey: TxDtls.Refs.AcctSvcrRef,
    amount: signed({ Amt, CdtDbtInd }),
    currency: Amt.Ccy,
    detailAmount: TxDtls.Amt && TxDtls.CdtDbtInd && signed({ Amt: TxDtls.Amt, CdtDbtInd: TxDtls.CdtDbtInd }),
    text: TxDtls.RmtInf?.Ustrd?.join('') ?? '',
    reference: TxDtls.RmtInf?.Strd?.CdtrRefInf.Ref,
    account:
      TxDtls.RltdPties?.[CdtDbtInd === 'CRDT' ? 'DbtrAcct' : 'CdtrAcct']?.Id.IBAN ??
      TxDtls.RltdPties?.[CdtDbtInd === 'CRDT' ? 'DbtrAcct' : 'CdtrAcct']?.Id.Othr?.Id,
  });

  const lineMeant = (entry: StatementEntry, at: number) => ({
    position: String(at + 1),
    on: entry.content.executionDate,
    valueOn: entry.content.valueDate ?? entry.content.executionDate,
    key: entryKey(entry, 35),
    detailKey: entryKey(entry, 35),
    amount: entry.amount,
    currency: entry.content.currency,
    detailAmount: isNew ? entry.amount : undefined,
    // Of what is late, the reason follows.
    text: (entry.kind === 'line' ? (told: string) => told : expect.stringContaining)(
      plain(wordsBesideReference(entry) ?? ''),
    ),
    reference: entry.content.reference?.value.replaceAll(/[+/]/g, ''),
    account: entry.content.counterpartyReference && plain(entry.content.counterpartyReference),
  });

  /** Without what no XML may hold or what would break a line. */
  const plain = (text: string): string =>
    text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]+/gu, ' ').trim();

  it('is the same text for the same statements, with the moments of the period in it', () => {
    const [may, june] = [
      aStatementInFull({ number: '2026-0005', period: { from: '2026-05-01', to: '2026-05-31' } }),
      aStatementInFull({ number: '2026-1006', period: { from: '2026-06-01', to: '2026-06-30' } }),
    ];

    expect(checksum(fileOf(may, june))).toBe(checksum(fileOf(may, june)));
    const { header, statements } = readCamt053(fileOf(may, june));
    expect(header.CreDtTm).toBe('2026-05-31T23:59:59Z');
    expect(header.MsgId).toHaveLength(35);
    expect(statements.map(({ CreDtTm, FrToDt }) => ({ CreDtTm, ...FrToDt }))).toEqual([
      { CreDtTm: '2026-05-31T23:59:59Z', FrDtTm: '2026-05-01T00:00:00', ToDtTm: '2026-05-31T23:59:59' },
      { CreDtTm: '2026-06-30T23:59:59Z', FrDtTm: '2026-06-01T00:00:00', ToDtTm: '2026-06-30T23:59:59' },
    ]);
    expect(statements.map(({ ElctrncSeqNb, LglSeqNb }) => [ElctrncSeqNb, LglSeqNb])).toEqual([
      ['5', '5'],
      ['1006', '1006'],
    ]);
  });

  it('writes amounts without a sign, as many decimals as the currency has, and zero as a credit', () => {
    const yen = (amount: string) => anEntry({ amount, currency: 'JPY' });
    const { Bal, Ntry } = statementOf({
      currency: 'JPY',
      opening: '-12000',
      entries: [yen('12000'), yen('0'), yen('-5')],
    });

    expect([...Bal, ...Ntry].map(({ Amt, CdtDbtInd }) => `${Amt['#text']} ${Amt.Ccy} ${CdtDbtInd}`)).toEqual([
      '12000 JPY DBIT',
      '5 JPY DBIT',
      '12000 JPY CRDT',
      '0 JPY CRDT',
      '5 JPY DBIT',
    ]);
    expect(entryOf({ amount: '0.00001' }).Amt['#text']).toBe('0.00001');
  });

  it('refuses what it cannot hold to the last digit, and says of which line', () => {
    const lineId = `${accountId}-7`;

    expect(refusal({ entries: [anEntry({ line: 7, amount: '0.000001' })] })).toEqual({
      reason: 'amount_too_fine',
      lineId,
    });
    expect(refusal({ entries: [anEntry({ line: 7, amount: '12345678901234567' })] })).toEqual({
      reason: 'amount_too_long',
      lineId,
    });
    expect(refusal({ entries: [anEntry({ line: 7, executionDate: '0000-12-31' })] })).toEqual({
      reason: 'date_out_of_range',
      lineId,
    });
    expect(refusal({ account: { reference: '1'.repeat(35), referenceType: 'OTHER' } })).toEqual({
      reason: 'account_too_long',
    });
  });

  it('names the bank by its BIC, and leaves out what is none', () => {
    const bankOf = (bic: string) =>
      statementOf({ account: { reference: 'BE40730255252563', referenceType: 'IBAN', bic } }).Acct.Svcr;

    expect(bankOf('kredbebb')).toEqual({ FinInstnId: { [isNew ? 'BICFI' : 'BIC']: 'KREDBEBB' } });
    expect(bankOf('KBC')).toBeUndefined();
  });

  it('takes an account number that is no IBAN as it is', () => {
    const account = { reference: '733-0123456-58', referenceType: 'OTHER' };

    expect(statementOf({ account }).Acct.Id).toEqual({ Othr: { Id: '733-0123456-58' } });
    expect(statementOf({ account: { reference: 'be40 7302 5525 2563', referenceType: 'IBAN' } }).Acct.Id).toEqual({
      IBAN: 'BE40730255252563',
    });
  });

  it('names the bank by a BIC that the version takes', () => {
    const bankOf = (bic: string) =>
      /<Svcr>(.*)<\/Svcr>/.exec(
        fileOf(aStatementInFull({ account: { reference: '1', referenceType: 'OTHER', bic } })),
      )?.[1];
    const tag = isNew ? 'BICFI' : 'BIC';

    expect(bankOf('kredbebb')).toBe(`<FinInstnId><${tag}>KREDBEBB</${tag}></FinInstnId>`);
    expect(bankOf('KREDBE1B')).toBe(isNew ? '<FinInstnId><BICFI>KREDBE1B</BICFI></FinInstnId>' : undefined);
    expect(bankOf('no bic')).toBeUndefined();
  });

  it.each([
    ['be_ogm', '+++010/8068/17183+++', 'BBA', '010806817183'],
    ['iso_11649', 'RF18539007547034', 'ISO', 'RF18539007547034'],
  ] as const)(
    'has a place for a reference of kind %s, and free text only where it says more',
    (kind, value, Issr, Ref) => {
      const reference = { kind, value };
      const Strd = { CdtrRefInf: { Tp: { CdOrPrtry: { Cd: 'SCOR' }, Issr }, Ref } };

      expect(entryOf({ reference, remittanceText: value }).NtryDtls.TxDtls.RmtInf).toEqual({ Strd });
      expect(entryOf({ reference, remittanceText: `${value} merci` }).NtryDtls.TxDtls.RmtInf).toEqual({
        Ustrd: [`${value} merci`],
        Strd,
      });
    },
  );

  it('names the counterparty on the side that the sign tells, the creditor of a direct debit always as creditor', () => {
    const told = { counterpartyName: 'Klant & Zoon', counterpartyReference: 'BE71096123456769', mandateId: 'M-1' };
    const creditorId = 'FR72ZZZ123456';
    const creditor = { PrvtId: { Othr: { Id: creditorId, SchmeNm: { Prtry: 'SEPA' } } } };
    const account = { Id: { IBAN: 'BE71096123456769' } };

    const paid = entryOf({ ...told, creditorId, amount: '-5' }).NtryDtls.TxDtls;
    expect(paid.RltdPties).toEqual({ Cdtr: { Nm: 'Klant & Zoon', Id: creditor }, CdtrAcct: account });
    expect(paid.Refs.MndtId).toBe('M-1');
    const collected = entryOf({ ...told, creditorId }).NtryDtls.TxDtls;
    expect(collected.RltdPties).toEqual({
      Dbtr: { Nm: 'Klant & Zoon' },
      DbtrAcct: account,
      Cdtr: { Id: creditor },
    });
    expect(entryOf({ amount: '-5' }).NtryDtls.TxDtls.RltdPties).toBeUndefined();
  });

  it('keeps every character that XML can hold, and no other', () => {
    const text = `<b>&amp; ]]> "quo'te" \u0000\u0008\u001b\ud800 \ufffe Ελλάδα Здраве 汉字 🥐\r\nnext`;
    const entry = entryOf({ remittanceText: text, counterpartyName: `A\u2028B ${'é'.repeat(200)}` });

    expect(entry.NtryDtls.TxDtls.RmtInf?.Ustrd).toEqual([
      `<b>&amp; ]]> "quo'te"     Ελλάδα Здраве 汉字 🥐 next`.replace(/ {5}/, '     '),
    ]);
    expect(entry.NtryDtls.TxDtls.RltdPties?.Dbtr?.Nm).toBe(`A B ${'é'.repeat(136)}`);
  });

  it('cuts a long text into pieces of 140 characters that make it again, without tearing a character', () => {
    const text = `${'x'.repeat(139)}🥐${'y'.repeat(137)}e\u0301${'z'.repeat(300)}`;
    const pieces = entryOf({ remittanceText: text }).NtryDtls.TxDtls.RmtInf?.Ustrd ?? [];

    expect(pieces.join('')).toBe(text);
    expect(pieces.map(({ length }) => length)).toEqual([139, 139, 140, 140, 22]);
    expect(entryOf({ remittanceText: text }).AddtlNtryInf).toBe(text.slice(0, 500));
  });

  it('tells a late line and an adjustment for what they are, and twins apart', () => {
    const twin = { remittanceText: 'TICKET', counterpartyName: 'PARKING' };
    const adjusted = { from: decimal('12'), to: decimal('0') };
    const { Ntry } = statementOf({
      entries: [
        anEntry({ ...twin, line: 4 }),
        anEntry({ ...twin, line: 5 }),
        anEntry({ ...twin, line: 6, kind: 'late_line', executionDate: '2026-11-20' }),
        anEntry({ ...twin, line: 4, kind: 'adjustment', version: 2, amount: '-12', adjusted }),
        anEntry({
          ...twin,
          line: 4,
          kind: 'adjustment',
          version: 3,
          amount: '3',
          adjusted: { ...adjusted, to: decimal('15') },
        }),
      ],
    });

    expect(new Set(Ntry.map(({ AcctSvcrRef }) => AcctSvcrRef)).size).toBe(5);
    const key = Ntry[0]?.AcctSvcrRef;
    expect(Ntry.map(({ AddtlNtryInf }) => AddtlNtryInf)).toEqual([
      'PARKING TICKET',
      'PARKING TICKET',
      'LATE LINE OF 2026-11-20 PARKING TICKET',
      `ADJUSTMENT OF ${key} 12.00 TO 0.00 PARKING TICKET`,
      `ADJUSTMENT OF ${key} 12.00 TO 15.00 PARKING TICKET`,
    ]);
    expect(Ntry[2]?.NtryDtls.TxDtls.RmtInf?.Ustrd).toEqual(['TICKET', 'LATE LINE OF 2026-11-20']);
    expect(Ntry[2]?.BookgDt.Dt).toBe('2026-11-20');
    expect(Ntry.map(({ RvslInd }) => RvslInd)).toEqual([undefined, undefined, undefined, 'true', undefined]);
  });

  it("takes the bank's code where it is whole, else that of what the line is, by its sign", () => {
    const codeOf = (wishes: Parameters<typeof anEntry>[0]): string => {
      const { Domn } = entryOf(wishes).BkTxCd;
      return [Domn.Cd, Domn.Fmly.Cd, Domn.Fmly.SubFmlyCd].join('-');
    };

    expect(codeOf({ bankTransactionCode: 'PMNT-RCDT-ESCT', amount: '-5' })).toBe('PMNT-RCDT-ESCT');
    expect(codeOf({ bankTransactionCode: 'strange' })).toBe('PMNT-MCOP-OTHR');
    expect(codeOf({ amount: '-5' })).toBe('PMNT-MDOP-OTHR');
    expect(codeOf({ amount: '-5', mandateId: 'M' })).toBe('PMNT-RDDT-ESDD');
    expect(codeOf({ counterpartyReference: 'BE71096123456769' })).toBe('PMNT-RCDT-ESCT');
    expect(entryOf({ proprietaryBankTransactionCode: '0150000' }).BkTxCd.Prtry).toEqual({ Cd: '0150000' });
  });

  it('tells a fee apart without touching the amount of the line', () => {
    const entry = entryOf({ amount: '-101.25', fee: '1.25' });
    const charge = { Amt: { '#text': '1.25', Ccy: 'EUR' }, CdtDbtInd: 'DBIT' };

    expect(entry.Amt['#text']).toBe('101.25');
    expect(entry.Chrgs).toEqual(isNew ? { Rcrd: { ...charge, ChrgInclInd: 'true' } } : charge);
  });

  it('leaves out an end-to-end id that says that there is none', () => {
    expect(entryOf({ endToEndId: 'NOTPROVIDED' }).NtryDtls.TxDtls.Refs).not.toHaveProperty('EndToEndId');
  });

  it('leaves out an id that does not fit its place, and says it where a person reads', () => {
    const long = 'X'.repeat(36);
    const entry = entryOf({
      endToEndId: long,
      mandateId: 'M'.repeat(35),
      counterpartyReference: long,
      purposeCode: 'SALA',
    });

    expect(entry.NtryDtls.TxDtls.Refs).toEqual({ AcctSvcrRef: entry.AcctSvcrRef, MndtId: 'M'.repeat(35) });
    expect(entry.NtryDtls.TxDtls.RltdPties).toBeUndefined();
    expect(entry.NtryDtls.TxDtls.Purp).toEqual({ Cd: 'SALA' });
    expect(entry.AddtlNtryInf).toBe(`${long} ${long}`);
  });

  it('carries the verdict, and that an open statement may change', () => {
    const broken = { verdict: 'broken' as const, difference: '-12.5', brokenFrom: '2026-11-05' };

    expect(statementOf({}).AddtlStmtInf).toBe('PROOF PROVEN 50492.10 ON 2026-12-04');
    expect(statementOf({ state: 'open', proof: broken }).AddtlStmtInf).toBe(
      'OPEN STATEMENT MAY CHANGE / PROOF BROKEN DIFFERENCE -12.50 FROM 2026-11-05',
    );
  });

  it('writes ten thousand lines of one statement', () => {
    const entries = Array.from({ length: 10_000 }, (_, at) => anEntry({ line: at + 1, amount: '0.01' }));
    const file = fileOf(aStatementInFull({ opening: '0', entries }));

    expect(file.match(/<Ntry>/g)).toHaveLength(10_000);
    expect(new Set(file.match(/<AcctSvcrRef>[^<]+/g)).size).toBe(10_000);
    expect(file).toContain('<Sum>100.00</Sum>');
  });
});
