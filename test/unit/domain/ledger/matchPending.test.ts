import { matchPending } from '../../../../shared/domain/ledger/matchPending.ts';
import type { LineContent } from '../../../../shared/domain/ledger/line.ts';
import { aLine, uuid } from '../../../builders/bank.ts';

const matched = (booked: readonly Partial<LineContent>[], pending: readonly Partial<LineContent>[]) => [
  ...matchPending(
    booked.map((content, index) => aLine(index + 1, content)),
    pending.map((content, index) => aLine(index + 51, content)),
  ),
];
const nameless = { counterpartyName: undefined, counterpartyReference: undefined, remittanceText: undefined };
const saying = (content: Partial<LineContent>) => {
  const {
    counterpartyName: _name,
    counterpartyReference: _reference,
    remittanceText: _text,
    ...rest
  } = aLine(1).content;
  return { ...nameless, ...rest, ...content } as Partial<LineContent>;
};

describe('matchPending', () => {
  it.each([
    ['number', { counterpartyReference: 'BE71' }],
    ['name', { counterpartyName: 'Shell' }],
    ['text', { remittanceText: 'Pump 4' }],
  ])('goes by the amount and the same %s of the other party', (_what, content) => {
    expect(matched([saying(content)], [saying({ ...content, executionDate: '2026-03-01' })])).toEqual([
      [uuid(1), uuid(51)],
    ]);
  });

  it('goes by the amount and the bank’s own reference, before anything else', () => {
    const [one, other] = [{ internalReference: 'B-1' }, { internalReference: 'B-2' }];

    expect(matched([one, other], [other, one])).toEqual([
      [uuid(1), uuid(52)],
      [uuid(2), uuid(51)],
    ]);
    expect(matched([saying(one)], [saying(one)])).toEqual([[uuid(1), uuid(51)]]);
    expect(matched([{ ...one, amount: '-1.00' }], [one])).toEqual([]);
  });

  it.each([
    ['another amount', [{}], [{ amount: '-12.51' }]],
    ['another currency', [{}], [{ currency: 'USD' }]],
    ['nothing in common but the amount', [saying({ counterpartyName: 'Shell' })], [saying({ counterpartyName: 'Q8' })]],
    ['no party at all', [saying({})], [saying({})]],
    ['two pending lines that fit', [{}], [{}, {}]],
    ['two booked lines that fit', [{}, {}], [{}]],
  ])('says nothing of %s', (_what, booked, pending) => {
    expect(matched(booked, pending)).toEqual([]);
  });
});
