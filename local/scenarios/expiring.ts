import type { Scenario } from './scenario.ts';
import { anything, link, shareOne } from './stage.ts';

const dayMs = 86_400_000;
/** People are warned a week before the end, of an authorisation that began on an earlier day. */
const daysLeft = 8;

export const expiring: Scenario = {
  promise:
    'The bank’s authorisation of an account ends within a week: health authorization_expiring, a reminder is sent.',
  takesSeconds: 25,
  play: async (stage) => {
    const { connectionId, account } = await shareOne(stage);
    const at = new Date(stage.now().getTime() + daysLeft * dayMs).toISOString();
    await stage.bank.send('POST', `/accounts/${account.pontoId}/expire`, { at }, anything);
    // The first read learns of the end, and the alerts of the next mornings tell of it.
    await link(stage, account.id);
    await stage.passDays(2);
    return { connectionId, accountIds: [account.id] };
  },
};
