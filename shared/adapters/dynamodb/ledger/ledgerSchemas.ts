import * as z from 'zod';
import type { Change } from '../../../domain/ledger/change.ts';
import type { LedgerHead } from '../../../domain/ledger/head.ts';
import type { FeedLine } from '../../../domain/ledger/line.ts';
import type { CarriedChange } from '../../../domain/ledger/monthView.ts';
import type { Statement } from '../../../domain/statements/chain.ts';

const text = z.string();
const sequence = z.int().nonnegative();

const content = z.object({
  executionDate: text,
  valueDate: text.exactOptional(),
  amount: text,
  currency: text,
  counterpartyName: text.exactOptional(),
  counterpartyReference: text.exactOptional(),
  remittanceText: text.exactOptional(),
  remittanceType: text.exactOptional(),
  reference: z.object({ kind: z.enum(['be_ogm', 'iso_11649']), value: text }).exactOptional(),
  description: text.exactOptional(),
  bankTransactionCode: text.exactOptional(),
  proprietaryBankTransactionCode: text.exactOptional(),
  endToEndId: text.exactOptional(),
  purposeCode: text.exactOptional(),
  mandateId: text.exactOptional(),
  creditorId: text.exactOptional(),
  cardReference: text.exactOptional(),
  fee: text.exactOptional(),
  additionalInformation: text.exactOptional(),
});

const carriage = z.object({ kind: z.enum(['late_line', 'late_line_withdrawn', 'adjustment']), amount: text });

const change: z.ZodType<Change> = z.object({
  sequence,
  kind: z.enum(['added', 'corrected', 'removed', 'rebound']),
  line: sequence,
  version: sequence,
  pontoId: text,
  pontoCreatedAt: text.exactOptional(),
  content,
  succeeds: text.exactOptional(),
  before: z.object({ sequence, executionDate: text }).exactOptional(),
  lateSince: sequence.exactOptional(),
  settled: z.literal(true).exactOptional(),
  carriage: carriage.exactOptional(),
  at: text,
  syncId: text,
});
export const changesSchema = z.array(change);

const feedLine: z.ZodType<FeedLine> = z.object({
  pontoId: text,
  content,
  createdAt: text.exactOptional(),
  updatedAt: text.exactOptional(),
});
export const pendingSchema = z.array(feedLine);

export const carriedSchema: z.ZodType<CarriedChange> = z.object({
  sequence,
  line: sequence,
  executionDate: text,
  carriage,
});

const bankBalance = { amount: text, on: text, at: text.exactOptional(), beforeStart: text.exactOptional() };
const listPosition = z.object({ pontoId: text, createdAt: text.exactOptional() });

export const headSchema: z.ZodType<LedgerHead> = z.object({
  sequence,
  viewedSequence: sequence,
  pontoId: text.exactOptional(),
  rebound: z.object({ pontoId: text, after: sequence, uncertain: sequence.exactOptional() }).exactOptional(),
  importFrom: text.exactOptional(),
  newest: listPosition.exactOptional(),
  listedFrom: text.exactOptional(),
  descent: z
    .object({
      purpose: z.enum(['initial', 'catch_up', 'audit', 'rebind']),
      top: listPosition.exactOptional(),
      after: text.exactOptional(),
      knownUpTo: sequence,
      importFrom: text,
      startedAt: text,
      synchronization: text.exactOptional(),
      seen: z.array(z.tuple([sequence, sequence])).exactOptional(),
      earliest: text.exactOptional(),
      beforeStart: z.array(z.object({ pontoId: text, amount: text })).exactOptional(),
    })
    .exactOptional(),
  lastAuditAt: text.exactOptional(),
  refused: z.array(text),
  chain: z.object({
    opening: z.object({ amount: text, anchoredOn: text }).exactOptional(),
    coversFrom: text.exactOptional(),
    beforeStart: text.exactOptional(),
    final: z.object({ periodTo: text, closing: text, through: sequence }).exactOptional(),
    numbers: z.record(text, sequence).exactOptional(),
    balance: z
      .object({
        matchedOn: text.exactOptional(),
        matched: z.object(bankBalance).exactOptional(),
        seenOn: text.exactOptional(),
        mismatch: z.object({ ...bankBalance, difference: text, since: text }).exactOptional(),
      })
      .exactOptional(),
  }),
  completeUpTo: text.exactOptional(),
  completedAt: text.exactOptional(),
  announced: z.object({
    sequence,
    finalUpTo: text.exactOptional(),
    finalFrom: text.exactOptional(),
    mismatchSince: text.exactOptional(),
  }),
});

export const statementSchema: z.ZodType<Statement> = z.object({
  number: text,
  period: z.object({ from: text, to: text }),
  openingBalance: text,
  closingBalance: text,
  lineCount: sequence,
  totalCredit: text,
  totalDebit: text,
  after: sequence,
  through: sequence,
  carriesLate: z.boolean(),
  proof: z.object({
    verdict: z.enum(['proven', 'unproven', 'broken']),
    bankBalance: text.exactOptional(),
    bankBalanceOn: text.exactOptional(),
    bankBalanceAt: text.exactOptional(),
    beforeStart: text.exactOptional(),
    difference: text.exactOptional(),
    brokenFrom: text.exactOptional(),
    awaiting: z.enum(['later_balance', 'balance_before_start']).exactOptional(),
  }),
});
