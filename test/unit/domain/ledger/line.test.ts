import { contentText } from '../../../../shared/domain/ledger/line.ts';
import { aContent } from '../../../builders/bank.ts';

describe('contentText', () => {
  it('is the same for the same content, in whatever order it is written', () => {
    const { executionDate, ...rest } = aContent();

    expect(contentText({ ...rest, executionDate })).toBe(contentText(aContent()));
  });

  it('tells a text that moves from one field to another', () => {
    const { remittanceText = '', ...rest } = aContent();

    expect(contentText({ ...rest, description: remittanceText })).not.toBe(contentText(aContent()));
  });

  it('does not count what is derived from the text', () => {
    expect(contentText(aContent({ reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' } }))).toBe(
      contentText(aContent()),
    );
  });

  it('is the same whether or not the bank’s own marks are known: they say nothing to anybody', () => {
    const marks = { internalReference: 'B-1', digest: 'abc', cardReferenceType: 'MASKEDPAN' } as const;

    expect(contentText(aContent(marks))).toBe(contentText(aContent()));
  });
});
