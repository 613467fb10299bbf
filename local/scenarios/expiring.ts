import type { Scenario } from './scenario.ts';
import { anything, feedOne } from './stage.ts';

const dayMs = 86_400_000;
const daysLeft = 7;

export const expiring: Scenario = {
  promise:
    'The bank’s authorisation of an account ends within a week: health authorization_expiring, a reminder is sent.',
  play: async (stage) => {
    const { connectionId, account } = await feedOne(stage);
    const at = new Date(stage.now().getTime() + daysLeft * dayMs).toISOString();
    await stage.bank.send('POST', `/accounts/${account.pontoId}/expire`, { at }, anything);
    await stage.passDays(1);
    return { connectionId, accountIds: [account.id] };
  },
};
