import * as z from 'zod';
import type { Change } from '../../../domain/ledger/change.ts';
import type { LedgerHead, Relinking } from '../../../domain/ledger/head.ts';
import { cardReferenceTypes, type PendingLine } from '../../../domain/ledger/line.ts';
import { refusalReasons, type KeptRefusal } from '../../../domain/ledger/refusedLine.ts';
import type { CarriedForwardChange } from '../../../domain/ledger/monthView.ts';
import { hideCardNumber } from '../../../domain/references/maskCardNumber.ts';
import type { Statement } from '../../../domain/statements/statement.ts';
import { statementPeriods } from '../../../domain/statements/period.ts';
import { defined } from '../../../language/defined.ts';
import { onFirstUse } from '../../../language/onFirstUse.ts';

/*
 * Items keep the words that they were first written with; readers and writers here map them to the words of today:
 * `rebound` and `rebind` are `relinked` and `relink`, `descent` is `scan`, `audit` is a full comparison, `settled` is
 * `onFinalStatement`, `carriage` is `carryForward`, `announced` is `published`.
 */

const text = z.string();
const sequence = z.int().nonnegative();

const content = onFirstUse(() =>
  z.object({
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
    // Earlier releases kept whatever the bank sent.
    cardReference: text.transform(hideCardNumber).exactOptional(),
    fee: text.exactOptional(),
    additionalInformation: text.exactOptional(),
    cardReferenceType: z.enum(cardReferenceTypes).exactOptional(),
    internalReference: text.exactOptional(),
    digest: text.exactOptional(),
  }),
);

const carriage = onFirstUse(() =>
  z.object({ kind: z.enum(['late_line', 'late_line_withdrawn', 'adjustment']), amount: text }),
);

const storedChange = onFirstUse(() =>
  z.object({
    sequence,
    kind: z.enum(['added', 'corrected', 'removed', 'rebound']),
    line: sequence,
    version: sequence,
    pontoId: text,
    pontoCreatedAt: text.exactOptional(),
    content: content(),
    succeeds: text.exactOptional(),
    before: z.object({ sequence, executionDate: text }).exactOptional(),
    lateSince: sequence.exactOptional(),
    settled: z.literal(true).exactOptional(),
    carriage: carriage().exactOptional(),
    takenBack: z.literal(true).exactOptional(),
    at: text,
    syncId: text,
  }),
);
const storedChanges = onFirstUse(() => z.array(storedChange()));

export const readChanges = (stored: unknown): readonly Change[] =>
  storedChanges()
    .parse(stored)
    .map(({ kind, settled, carriage: carryForward, ...same }) => ({
      ...same,
      kind: kind === 'rebound' ? 'relinked' : kind,
      ...(settled && { onFinalStatement: settled }),
      ...(carryForward && { carryForward }),
    }));

export const writeChanges = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes.map(({ kind, onFinalStatement: settled, carryForward: carriage, ...same }) => ({
      ...same,
      kind: kind === 'relinked' ? 'rebound' : kind,
      settled,
      carriage,
    })),
  );

const pendingLine = onFirstUse((): z.ZodType<PendingLine> =>
  z.object({
    pontoId: text,
    content: content().extend({ executionDate: text.exactOptional() }),
    createdAt: text.exactOptional(),
    updatedAt: text.exactOptional(),
  }),
);
export const pendingSchema = onFirstUse(() => z.array(pendingLine()));

const storedCarriedForward = onFirstUse(() =>
  z.object({ sequence, line: sequence, executionDate: text, carriage: carriage() }),
);

export const readCarriedForward = (stored: unknown): CarriedForwardChange => {
  const { carriage: carryForward, ...same } = storedCarriedForward().parse(stored);
  return { ...same, carryForward };
};

export const writeCarriedForward = ({ carryForward: carriage, ...same }: CarriedForwardChange): string =>
  JSON.stringify({ ...same, carriage });

const convention = z.enum(['closed_day', 'so_far']);
const dating = z.enum(['closed', 'asked', 'none']);
const told = { dating, counts: convention };
const withdrawalReason = z.enum(['late_line', 'corrected', 'removed', 'balance_restated']);
const period = onFirstUse(() => z.object({ from: text, to: text }));
const withdrawal = onFirstUse(() => period().extend({ at: text, reason: withdrawalReason }));
const bankBalance = {
  amount: text,
  on: text,
  at: text.exactOptional(),
  counts: convention.exactOptional(),
  beforeStart: text.exactOptional(),
};
const difference = { ...bankBalance, difference: text, otherwise: text.exactOptional() };
const knownBalance = onFirstUse(() =>
  z.object({
    amount: text,
    on: text,
    verdict: z.enum(['agrees', 'differs', 'waiting']),
    difference: text.exactOptional(),
    provenUpTo: text.exactOptional(),
    bank: z.object(bankBalance).exactOptional(),
    through: sequence,
    withdrawn: withdrawal().exactOptional(),
  }),
);
const listPosition = onFirstUse(() => z.object({ pontoId: text, createdAt: text.exactOptional() }));

/** What a scan is for, by the word that is stored. */
const purposes = { initial: 'initial', catch_up: 'catch_up', audit: 'full_comparison', rebind: 'relink' } as const;
const storedPurposes = {
  initial: 'initial',
  catch_up: 'catch_up',
  full_comparison: 'audit',
  relink: 'rebind',
} as const;

const chain = onFirstUse(() =>
  z.object({
    opening: z
      .object({
        amount: text,
        anchoredOn: text,
        otherwise: z
          .object({ amount: text, anchoredOn: text, counts: convention, dating: dating.exactOptional() })
          .exactOptional(),
        bankBalance: text.exactOptional(),
        seenOn: text.exactOptional(),
        isProvisional: z.literal(true).exactOptional(),
        isUncertain: z.literal(true).exactOptional(),
      })
      .exactOptional(),
    coversFrom: text.exactOptional(),
    beforeStart: text.exactOptional(),
    beforeStartLines: z
      .array(z.object({ pontoId: text, on: text, amount: text, counted: z.literal(true).exactOptional() }))
      .exactOptional(),
    final: z.object({ periodTo: text, closing: text, through: sequence }).exactOptional(),
    numbers: z.record(text, sequence).exactOptional(),
    balance: z
      .object({
        matchedOn: text.exactOptional(),
        matched: z.object(bankBalance).exactOptional(),
        matchedOtherwise: text.exactOptional(),
        seenOn: text.exactOptional(),
        through: sequence.exactOptional(),
        matchedBefore: text.exactOptional(),
        withdrawn: withdrawal().exactOptional(),
        doubt: z.object({ ...difference, seenOn: text }).exactOptional(),
        leaning: z
          .object({
            dating: dating.exactOptional(),
            counts: convention.exactOptional(),
            isApart: z.literal(true).exactOptional(),
            seenOn: text,
            gap: text,
          })
          .exactOptional(),
        mismatch: z
          .object({
            ...difference,
            likely: z.object({ difference: text, on: text, counts: convention }).exactOptional(),
            since: text,
            seenOn: text.exactOptional(),
          })
          .exactOptional(),
      })
      .exactOptional(),
    known: knownBalance().exactOptional(),
    firstKnown: knownBalance().exactOptional(),
    figuresTakenBackAt: text.exactOptional(),
    convention: z.object({ ...told, before: z.array(z.object(told)).exactOptional() }).exactOptional(),
  }),
);
const touched = onFirstUse(() => z.object({ toRead: z.array(text), after: text.exactOptional(), read: z.array(text) }));
const relinking = onFirstUse(() =>
  z.object({
    pontoId: text,
    after: sequence,
    uncertain: sequence.exactOptional(),
    uncertainDays: period().exactOptional(),
  }),
);

/** What is known of refused lines, in the order of their ids. An earlier release writes the ids alone, also over these. */
const refusedAs = onFirstUse(() =>
  z.array(
    z.object({
      reason: z.enum(refusalReasons).or(z.literal('unknown')).catch('unknown'),
      executionDate: text.exactOptional(),
      amount: text.exactOptional(),
      currency: text.exactOptional(),
      firstSeenAt: text.exactOptional(),
      lastSeenAt: text.exactOptional(),
    }),
  ),
);

const headBefore = onFirstUse(() =>
  z.object({
    sequence,
    pontoId: text.exactOptional(),
    rebound: relinking().exactOptional(),
    importFrom: text.exactOptional(),
    newest: listPosition().exactOptional(),
    listedFrom: text.exactOptional(),
    touched: touched().exactOptional(),
    lastAuditAt: text.exactOptional(),
    refused: z.array(text),
    refusedAs: refusedAs().exactOptional(),
    pendingLeftOut: sequence.exactOptional(),
    chain: chain(),
    completeUpTo: text.exactOptional(),
    completedAt: text.exactOptional(),
    mismatchSince: text.exactOptional(),
    statementPeriod: z.enum(statementPeriods),
    builtOn: text,
  }),
);

const storedHead = onFirstUse(() =>
  z.object({
    sequence,
    viewedSequence: sequence,
    pontoId: text.exactOptional(),
    rebound: relinking().extend({ before: headBefore().exactOptional() }).exactOptional(),
    takenBack: z.object({ pontoId: text, continuedAt: text, at: text, userId: text, syncId: text }).exactOptional(),
    importFrom: text.exactOptional(),
    newest: listPosition().exactOptional(),
    listedFrom: text.exactOptional(),
    descent: z
      .object({
        purpose: z.enum(['initial', 'catch_up', 'audit', 'rebind']),
        top: listPosition().exactOptional(),
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
    touched: touched().exactOptional(),
    run: z
      .object({
        syncId: text,
        added: sequence,
        corrected: sequence,
        removed: sequence,
        unchanged: sequence,
        pages: sequence,
        after: sequence.exactOptional(),
      })
      .exactOptional(),
    lastAuditAt: text.exactOptional(),
    changesWait: z.literal(true).exactOptional(),
    refused: z.array(text),
    refusedAs: refusedAs().exactOptional(),
    pendingLeftOut: sequence.exactOptional(),
    chain: chain(),
    completeUpTo: text.exactOptional(),
    completedAt: text.exactOptional(),
    announced: z.object({
      sequence,
      finalUpTo: text.exactOptional(),
      finalFrom: text.exactOptional(),
      mismatchSince: text.exactOptional(),
      statements: z.record(text, text).exactOptional(),
      lists: z.array(period().extend({ through: sequence })).exactOptional(),
      proof: z
        .object({
          figures: text,
          balances: text,
          differsUpTo: text.exactOptional(),
          upTo: text.exactOptional(),
          isUnmatched: z.literal(true).exactOptional(),
        })
        .exactOptional(),
    }),
  }),
);

const readRefused = (
  ids: readonly string[],
  facts: z.output<ReturnType<typeof refusedAs>> = [],
): readonly KeptRefusal[] => ids.map((pontoId, index) => ({ pontoId, ...(facts[index] ?? { reason: 'unknown' }) }));

const writeRefused = (refused: readonly KeptRefusal[]) => ({
  refused: refused.map(({ pontoId }) => pontoId),
  ...(refused.some(({ reason }) => reason !== 'unknown') && {
    refusedAs: refused.map(({ pontoId: _id, ...facts }) => facts),
  }),
});

const readRelinking = ({
  before,
  ...same
}: NonNullable<z.output<ReturnType<typeof storedHead>>['rebound']>): Relinking => {
  if (!before) return same;
  const { rebound, lastAuditAt, refused: ids, refusedAs: facts, ...told } = before;
  const refused = readRefused(ids, facts);
  return {
    ...same,
    before: { ...told, refused, ...defined({ relinked: rebound, lastFullComparisonAt: lastAuditAt }) },
  };
};

const writeRelinking = ({ before, ...same }: Relinking) => {
  if (!before) return same;
  const { relinked: rebound, lastFullComparisonAt: lastAuditAt, refused, ...told } = before;
  return { ...same, before: { ...told, ...writeRefused(refused), rebound, lastAuditAt } };
};

export const readHead = (stored: unknown): LedgerHead => {
  const { rebound, descent, lastAuditAt, announced, refused, refusedAs: facts, ...same } = storedHead().parse(stored);
  return {
    ...same,
    refused: readRefused(refused, facts),
    published: announced,
    ...defined({
      relinked: rebound && readRelinking(rebound),
      scan: descent && { ...descent, purpose: purposes[descent.purpose] },
      lastFullComparisonAt: lastAuditAt,
    }),
  };
};

export const writeHead = ({ relinked, scan, lastFullComparisonAt, published, refused, ...same }: LedgerHead): string =>
  JSON.stringify({
    ...same,
    ...writeRefused(refused),
    rebound: relinked && writeRelinking(relinked),
    descent: scan && { ...scan, purpose: storedPurposes[scan.purpose] },
    lastAuditAt: lastFullComparisonAt,
    announced: published,
  });

export const statementSchema = onFirstUse((): z.ZodType<Statement> =>
  z.object({
    number: text,
    period: period(),
    openingBalance: text,
    closingBalance: text,
    lineCount: sequence,
    totalCredit: text,
    totalDebit: text,
    after: sequence,
    through: sequence,
    carriesLate: z.boolean(),
    lastRecord: sequence.exactOptional(),
    proof: z.object({
      verdict: z.enum(['proven', 'unproven', 'broken']),
      by: z.literal('tenant').exactOptional(),
      knownBalance: text.exactOptional(),
      knownBalanceOn: text.exactOptional(),
      bankBalance: text.exactOptional(),
      bankBalanceOn: text.exactOptional(),
      bankBalanceAt: text.exactOptional(),
      beforeStart: text.exactOptional(),
      difference: text.exactOptional(),
      brokenFrom: text.exactOptional(),
      awaiting: z.enum(['later_balance', 'balance_before_start']).exactOptional(),
      withdrawn: z.object({ at: text, reason: withdrawalReason }).exactOptional(),
    }),
    account: z
      .object({
        reference: text,
        referenceType: text,
        holderName: text.exactOptional(),
        product: text.exactOptional(),
        bic: text.exactOptional(),
      })
      .exactOptional(),
  }),
);
