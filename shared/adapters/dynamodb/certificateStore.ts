import * as z from 'zod';
import {
  openCodes,
  type Certificate,
  type CertificateContent,
  type CertifiedAccount,
  type OpenReason,
} from '../../domain/certificates/certificate.ts';
import type { CertificateRef, CertificateStore, CertificateSummary } from '../../ports/certificates.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';
import { isNew } from './expressions.ts';
import { certificateKey, certificateSummaryKey, prefixes, tenantPartition } from './keys.ts';
import { packText, unpackText } from './ledger/packedText.ts';
import { readPage } from './readPage.ts';
import { parseRecord } from './records.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const text = z.string();
const maybe = text.exactOptional();
const period = onFirstUse(() => z.object({ from: text, to: text }));
const verdict = z.enum(['complete', 'open']);
const balance = onFirstUse(() => z.object({ amount: text, date: text }));

const openReason = onFirstUse((): z.ZodType<OpenReason> =>
  z.object({
    code: z.enum(openCodes),
    from: maybe,
    to: maybe,
    difference: maybe,
    balance: balance().exactOptional(),
    number: maybe,
    lines: z.number().exactOptional(),
    health: maybe,
    withdrawn: z
      .object({ at: text, reason: z.enum(['late_line', 'corrected', 'removed', 'balance_restated']) })
      .exactOptional(),
  }),
);

const account = onFirstUse((): z.ZodType<CertifiedAccount> =>
  z.object({
    accountId: text,
    reference: text,
    referenceType: text,
    formerReferences: z.array(text).exactOptional(),
    holderName: maybe,
    product: maybe,
    currency: text,
    journal: z.object({ id: text, code: text, name: text }).exactOptional(),
    verdict,
    completeFrom: maybe,
    completeUpTo: maybe,
    openingBalance: maybe,
    closingBalance: maybe,
    provenBy: z
      .object({
        by: z.enum(['bank', 'tenant']),
        bankBalance: balance().extend({ changedAt: maybe }).exactOptional(),
        knownBalance: balance().exactOptional(),
        beforeStart: maybe,
      })
      .exactOptional(),
    statements: z.object({ count: z.number(), first: maybe, last: maybe }),
    corrections: z.object({
      lateLines: z.number(),
      adjustments: z.number(),
      sum: text,
      more: z.literal(true).exactOptional(),
    }),
    open: z.array(openReason()),
  }),
);

const content = onFirstUse((): z.ZodType<CertificateContent> =>
  z.object({
    id: text,
    issuedAt: text,
    issuedBy: text,
    company: z.object({ id: text, name: maybe }),
    period: period(),
    verdict,
    noAccounts: z.literal(true).exactOptional(),
    accounts: z.array(account()),
    leftOut: z.object({
      count: z.number(),
      accounts: z.array(
        z.object({
          accountId: text,
          reference: text,
          currency: text,
          code: z.enum(['account_not_linked', 'ended', 'not_chosen']),
        }),
      ),
    }),
  }),
);

const summary = onFirstUse((): z.ZodType<CertificateSummary> =>
  z.object({
    id: text,
    issuedAt: text,
    period: period(),
    verdict,
    digest: text,
    accounts: z.number(),
  }),
);
const stored = onFirstUse(() => z.object({ digest: text }));
const unread = onFirstUse(() => z.record(text, z.unknown()));

/**
 * A certificate is one item, packed, and a small one beside it for the list. The large one is written first: what a list
 * names is there, and one that a crash has kept from the list is still confirmed by its id.
 */
export class DynamoCertificateStore implements CertificateStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async keep(tenantId: string, certificate: Certificate): Promise<void> {
    const { content: said, digest } = certificate;
    const { id, issuedAt, period: days, verdict: outcome, accounts } = said;
    const ref = { tenantId, certificateId: id };
    await this.#table.put(certificateKey(ref), { digest, content: packText(JSON.stringify(said)) }, isNew);
    const listed = { id, issuedAt, period: days, verdict: outcome, digest, accounts: accounts.length };
    await this.#table.put(certificateSummaryKey(ref), listed, isNew);
  }

  async get(ref: CertificateRef): Promise<Certificate | undefined> {
    const item = await this.#table.get(certificateKey(ref));
    if (!item) return undefined;
    const { digest } = parseRecord(stored(), item, 'certificate');
    const said: unknown = JSON.parse(unpackText(item['content']) ?? 'null');
    return { digest, content: parseRecord(content(), unread().parse(said), 'certificate') };
  }

  async list(tenantId: string, page: PageRequest): Promise<Page<CertificateSummary>> {
    return readPage(this.#table, {
      pk: tenantPartition(tenantId),
      prefix: prefixes.certificateSummary,
      page,
      read: (item) => parseRecord(summary(), item, 'certificate'),
      idOf: ({ id }) => id,
      newestFirst: true,
    });
  }
}
