import type { Scenario } from './scenario.ts';
import { anything, feedOne } from './stage.ts';

export const blockedOrganisation: Scenario = {
  promise:
    'Ponto has blocked the organisation: the connection is blocked, health organization_blocked says whom to ask.',
  takesSeconds: 15,
  play: async (stage) => {
    const { organizationId, connectionId, account } = await feedOne(stage);
    await stage.bank.send('POST', `/organizations/${organizationId}/block`, {}, anything);
    await stage.passDays(1);
    return { connectionId, accountIds: [account.id] };
  },
};
