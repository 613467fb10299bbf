import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import {
  pendingSchema,
  readCarriedForward,
  readChanges,
  readHead,
  statementSchema,
  writeCarriedForward,
  writeChanges,
  writeHead,
} from '../../../../../shared/adapters/dynamodb/ledger/ledgerSchemas.ts';
import { readMonthEntries, writeMonthEntries } from '../../../../../shared/adapters/dynamodb/ledger/monthPartText.ts';

type Attribute = { readonly S?: string; readonly B?: { readonly $bytes: string } };
type Item = Readonly<Record<string, Attribute>>;

const itemsOf = (file: string): readonly Item[] =>
  JSON.parse(readFileSync(`test/fixtures/release-0.1.0/${file}.json`, 'utf8'));

const textOf = ({ S = '', B }: Attribute = {}): string =>
  B ? inflateRawSync(Buffer.from(B.$bytes, 'base64')).toString('utf8') : S;

const items = [...itemsOf('transactions-table'), ...itemsOf('interrupted-import')];
const textsUnder = (prefix: string, attribute: string): readonly string[] =>
  items.filter(({ sk }) => sk?.S?.startsWith(prefix)).map((item) => textOf(item[attribute]));

/** What release 0.1.0 wrote in cases that the kept items do not show. */
const rare = {
  changes: [
    '[{"sequence":9,"kind":"rebound","line":3,"version":1,"pontoId":"p","content":{"executionDate":"2026-03-01","amount":"1.00","currency":"EUR"},"at":"2026-03-10T09:00:00.000Z","syncId":"s"}]',
    '[{"sequence":8,"kind":"corrected","line":2,"version":2,"pontoId":"p","content":{"executionDate":"2026-03-01","amount":"1.00","currency":"EUR"},"before":{"sequence":2,"executionDate":"2026-03-01"},"lateSince":8,"settled":true,"carriage":{"kind":"adjustment","amount":"0.50"},"at":"2026-03-10T09:00:00.000Z","syncId":"s"}]',
  ],
  heads: [
    '{"sequence":9,"viewedSequence":9,"rebound":{"pontoId":"p","after":3,"uncertain":1},"lastAuditAt":"2026-03-10T09:00:00.000Z","refused":["x"],"chain":{"balance":{"mismatch":{"amount":"1.00","on":"2026-03-09","difference":"7.00","since":"2026-03-10T09:00:00.000Z"}}},"announced":{"sequence":9,"mismatchSince":"2026-03-10T09:00:00.000Z"}}',
    '{"sequence":9,"viewedSequence":9,"descent":{"purpose":"rebind","knownUpTo":3,"importFrom":"2026-03-01","startedAt":"2026-03-10T09:00:00.000Z","seen":[[1,3]],"beforeStart":[{"pontoId":"p","amount":"2.00"}]},"refused":[],"chain":{},"announced":{"sequence":0}}',
    '{"sequence":9,"viewedSequence":9,"descent":{"purpose":"audit","knownUpTo":3,"importFrom":"2026-03-01","startedAt":"2026-03-10T09:00:00.000Z"},"refused":[],"chain":{},"announced":{"sequence":0}}',
  ],
  carried: [
    '{"sequence":8,"line":2,"executionDate":"2026-03-01","carriage":{"kind":"late_line","amount":"-7.00"}}',
    '{"sequence":9,"line":2,"executionDate":"2026-03-01","carriage":{"kind":"late_line_withdrawn","amount":"7.00"}}',
  ],
};

/** Each kind of stored text, read and written again: a member that the reader does not know would be missing. */
const kinds: readonly {
  readonly what: string;
  readonly texts: readonly string[];
  readonly again: (stored: unknown) => string;
}[] = [
  {
    what: 'segments of changes',
    texts: [...textsUnder('C#', 'changes'), ...rare.changes],
    again: (stored) => writeChanges(readChanges(stored)),
  },
  {
    what: 'heads',
    texts: [...textsUnder('HEAD', 'state'), ...rare.heads],
    again: (stored) => writeHead(readHead(stored)),
  },
  {
    what: 'months',
    texts: textsUnder('M#', 'entries'),
    again: (stored) => writeMonthEntries(readMonthEntries(JSON.stringify(stored))),
  },
  {
    what: 'changes that the open statement carries',
    texts: rare.carried,
    again: (stored) => writeCarriedForward(readCarriedForward(stored)),
  },
  {
    what: 'statements',
    texts: textsUnder('S#', 'statement'),
    again: (stored) => JSON.stringify(statementSchema().parse(stored)),
  },
  {
    what: 'pending lines',
    texts: textsUnder('P', 'lines'),
    again: (stored) => JSON.stringify(pendingSchema().parse(stored)),
  },
];

describe('the ledger that release 0.1.0 stored', () => {
  it.each(kinds)('is read whole and written as it was: $what', ({ texts, again }) => {
    const stored: readonly unknown[] = texts.map((text) => JSON.parse(text));

    expect(stored).not.toHaveLength(0);
    expect(stored.map((one) => JSON.parse(again(one)))).toEqual(stored);
  });
});
