import type { Scenario } from './scenario.ts';
import { anything, feedOne } from './stage.ts';

export const broken: Scenario = {
  promise: 'The bank counts a line of -7.00 that never reaches Ponto: the books differ by 7.00, health books_differ.',
  takesSeconds: 45,
  play: async (stage) => {
    const { connectionId, account } = await feedOne(stage);
    // A balance that agrees comes first: only then is a difference one of these days.
    await stage.passDays(1);
    const line = { amount: -7, counterpartName: 'Elektriciteit Dupont', executionDate: stage.now().toISOString() };
    const withheld = { accountId: account.pontoId, add: [{ ...line, withheld: true }] };
    await stage.bank.send('POST', '/transactions', withheld, anything);
    await stage.passDays(3);
    return { connectionId, accountIds: [account.id] };
  },
};
