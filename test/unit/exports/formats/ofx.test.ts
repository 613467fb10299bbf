import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { formatAmount } from '../../../../shared/domain/money/currency.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { ofx } from '../../../../shared/exports/formats/ofx.ts';
import { ibanOf } from '../../../../shared/exports/parts/iban.ts';
import { defaultOptions, writeStatement } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { aStatementInFull, anEntry, checksum, decimal } from '../../../builders/statementInFull.ts';

const parser = new XMLParser({
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (tag) => ['STMTTRNRS', 'STMTTRN'].includes(tag),
});

const fileOf = (...statements: readonly StatementInFull[]): string =>
  statements
    .map((statement, at) =>
      writeStatement(ofx, statement, { isFirst: at === 0, isLast: at === statements.length - 1 }, defaultOptions),
    )
    .join('');

const read = (file: string): unknown => parser.parse(file);

/** An OFX file with these statements, each as what is expected of `STMTRS`. */
const ofStatements = (...responses: readonly unknown[]): unknown => ({
  OFX: { BANKMSGSRSV1: { STMTTRNRS: responses.map((STMTRS) => ({ STMTRS })) } },
});

const ofLines = (...lines: readonly unknown[]): unknown => ofStatements({ BANKTRANLIST: { STMTTRN: lines } });

const linesRead = (...entries: StatementInFull['entries']) => read(fileOf(aStatementInFull({ entries })));

describe('ofx', () => {
  it('says what the statement says: account, days, balance, and of each line the day, the amount and the key', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const file = fileOf(...statements);
        expect(file).toMatch(/^[\x20-\x7e\r\n]*$/);
        const plain = (day: string): string => day.replaceAll('-', '');
        const expected = statements.map(({ account, currency, period, closing, entries }) => ({
          CURDEF: currency,
          BANKACCTFROM: { ACCTID: ibanOf(account.reference) ?? account.reference, ACCTTYPE: 'CHECKING' },
          BANKTRANLIST: {
            DTSTART: plain(period.from),
            DTEND: plain(period.to),
            STMTTRN: entries.map(({ kind, id, version, amount, content }) => ({
              DTPOSTED: plain(content.executionDate),
              TRNAMT: formatAmount(amount, currency),
              FITID: kind === 'adjustment' ? `${id}-a${version}` : id,
            })),
          },
          LEDGERBAL: { BALAMT: formatAmount(closing, currency), DTASOF: plain(period.to) },
        }));
        expect(read(file)).toMatchObject(ofStatements(...expected) as object);
      }),
    );
  });

  it('keeps every text within its element, and writes none that is empty', () => {
    const widths: Readonly<Record<string, number>> = { NAME: 32, EXTDNAME: 100, MEMO: 255, REFNUM: 32, BANKID: 9 };
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        for (const [, tag = '', value = ''] of fileOf(...statements).matchAll(/<([A-Z]+)>([^<]*)<\/\1>/g)) {
          const plain = value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
          expect(plain).not.toMatch(/^$|^ | $/);
          expect(plain.length).toBeLessThanOrEqual(widths[tag] ?? 360);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('begins with the header of version 2.2, and tells the verdict where readers skip it', () => {
    const file = fileOf(aStatementInFull());

    expect(file.split('\r\n').slice(0, 2)).toEqual([
      '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
      '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    ]);
    expect(read(file)).toMatchObject(ofStatements({ MKTGINFO: 'PROOF PROVEN 50492.10 ON 2026-12-04' }) as object);
    expect(fileOf(aStatementInFull({ state: 'open' }))).toContain('<MKTGINFO>OPEN STATEMENT MAY CHANGE / PROOF');
  });

  it('names a statement by its number only where it is alone, since software takes the first name for all', () => {
    const names = (file: string) => [...file.matchAll(/<TRNUID>(.*?)</g)].map(([, name]) => name);

    expect(names(fileOf(aStatementInFull()))).toEqual(['2026-0027']);
    expect(names(fileOf(aStatementInFull(), aStatementInFull({ number: '2026-0028' })))).toEqual(['0', '0']);
  });

  it('says why a line is late also where an account of any length stands beside it', () => {
    const entry = anEntry({ kind: 'late_line', executionDate: '2026-11-20', counterpartyReference: 'X'.repeat(400) });

    expect(fileOf(aStatementInFull({ entries: [entry] }))).toContain('LATE LINE OF 2026-11-20');
  });

  it('writes what a line says, a long name in three places', () => {
    const line = anEntry({
      amount: '-250.10',
      valueDate: '2026-11-30',
      bankTransactionCode: 'PMNT-RDDT-ESDD',
      counterpartyName: 'Société d’Électricité et d’Énergie & Fils <Liège>',
      counterpartyReference: 'NL91 ABNA 0417 1643 00',
      reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
      remittanceText: 'Facture +++010/8068/17183+++',
      fee: '1.25',
    });

    expect(linesRead(line)).toMatchObject(
      ofLines({
        TRNTYPE: 'DIRECTDEBIT',
        DTPOSTED: '20261128',
        DTAVAIL: '20261130',
        TRNAMT: '-250.10',
        FITID: line.id,
        REFNUM: '010806817183',
        NAME: "Societe d'Electricite et d'Energ",
        EXTDNAME: "Societe d'Electricite et d'Energie & Fils <Liege>",
        MEMO: "Facture +++010/8068/17183+++ Societe d'Electricite et d'Energie & Fils <Liege> FEE 1.25 NL91ABNA0417164300",
      }) as object,
    );
    expect(fileOf(aStatementInFull({ entries: [line] }))).toContain('Energie &amp; Fils &lt;Liege&gt;</EXTDNAME>');
  });

  it('writes a bare reference where the text is nothing else, and no name where none is left', () => {
    const [entry, file] = [
      anEntry({
        reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
        remittanceText: '+++010/8068/17183+++',
        counterpartyName: '🥐',
      }),
    ].flatMap((one) => [one, fileOf(aStatementInFull({ entries: [one] }))] as const);

    expect(entry).toBeDefined();
    expect(file).toContain('<REFNUM>010806817183</REFNUM><MEMO>010806817183</MEMO>');
    expect(file).not.toContain('<NAME>');
  });

  it('shortens the text of a line for its account and its remark, and never those', () => {
    const told = linesRead(
      anEntry({
        kind: 'late_line',
        executionDate: '2026-11-20',
        remittanceText: 'levering '.repeat(60),
        counterpartyName: 'N'.repeat(140),
        counterpartyReference: 'NL91ABNA0417164300',
      }),
    );

    expect(told).toMatchObject(
      ofLines({
        MEMO: expect.stringMatching(/^(levering ){18}.* LATE LINE OF 2026-11-20 NL91ABNA0417164300$/),
      }) as object,
    );
  });

  it('tells adjustments of one line by the line, and apart', () => {
    const adjusted = { from: decimal('-42.50'), to: decimal('-40.00') };
    const line = anEntry({ kind: 'adjustment', version: 2, amount: '2.50', adjusted });

    expect(linesRead(line, { ...line, version: 3 })).toMatchObject(
      ofLines(
        { TRNTYPE: 'CREDIT', FITID: `${line.id}-a2`, MEMO: `ADJUSTMENT OF ${line.id} -42.50 TO -40.00` },
        { FITID: `${line.id}-a3` },
      ) as object,
    );
  });

  it('names the bank as the account number does, where it does', () => {
    const bank = (reference: string) =>
      /<BANKID>(.*?)</.exec(fileOf(aStatementInFull({ account: { reference, referenceType: 'x' } })))?.[1];

    expect(['BE40 7302 5525 2563', 'NL91ABNA0417164300', 'FR1420041010050500013M02606', '12345678'].map(bank)).toEqual([
      '730',
      'ABNA',
      '20041',
      'UNKNOWN',
    ]);
    expect(() => bank('Rekening é')).toThrow(new NotExpressible('account_characters'));
    expect(() => bank('  ')).toThrow(new NotExpressible('account_characters'));
  });

  it('gives the same bytes for the same statement', () => {
    const statement = aStatementInFull({ currency: 'JPY', opening: '-12000', entries: [anEntry({ amount: '-1' })] });

    expect(checksum(fileOf(structuredClone(statement)))).toBe(checksum(fileOf(statement)));
    expect(fileOf(statement)).toContain('<BALAMT>-12001</BALAMT>');
  });
});
