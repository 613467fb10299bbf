import { makeNews } from '../../../local/runner/news.ts';

describe('what npm start tells of a run', () => {
  const lines: string[] = [];
  const news = makeNews(
    (line) => void lines.push(line),
    () => Date.parse('2026-12-01T20:00:00.123Z'),
  );
  beforeEach(() => lines.splice(0));

  it('is one readable line for each schedule, event, mail and problem', () => {
    news.fired('daily', new Date('2026-12-01T19:40:00Z'));
    news.event({
      source: 'ponto-bank-sync',
      detailType: 'TransactionsChanged',
      detail: { version: 1, id: 'event-1', tenantId: 'bakery', occurredAt: 'then', accountId: 'a-1', from: 0, to: 8 },
      time: '2026-12-01T20:00:00Z',
    });
    news.mail({ to: 'els@bakkerij.example', subject: 'Your bank', at: '2026-12-01T20:00:00Z' });
    news.problem('statement-sync: Error: it broke\n    at nowhere');

    expect(lines).toEqual([
      '2026-12-01T20:00:00Z  schedule daily, due at 2026-12-01T19:40:00.000Z',
      '2026-12-01T20:00:00Z  event    TransactionsChanged, tenant=bakery accountId=a-1 from=0 to=8',
      '2026-12-01T20:00:00Z  mail     to els@bakkerij.example: Your bank',
      '2026-12-01T20:00:00Z  problem  statement-sync: Error: it broke at nowhere',
    ]);
  });
});
