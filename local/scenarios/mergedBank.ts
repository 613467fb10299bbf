import type { Scenario } from './scenario.ts';
import { anything, consentAgain, feedOne } from './stage.ts';

export const mergedBank: Scenario = {
  promise:
    'Argenta replaces its old connection: after a consent at the new one the account goes on under its id, nothing is there twice.',
  takesSeconds: 15,
  play: async (stage) => {
    const fed = await feedOne(stage, 'Argenta (old connection)');
    await stage.bank.send('POST', `/accounts/${fed.account.pontoId}/unlink`, {}, anything);
    await consentAgain(stage, fed, 'Argenta');
    await stage.passDays(1);
    return { connectionId: fed.connectionId, accountIds: [fed.account.id] };
  },
};
