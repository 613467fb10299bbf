import type { Scenario } from './scenario.ts';
import { accountsOf, connectBank, foundOrganization, link } from './stage.ts';

export const bakery: Scenario = {
  promise: 'Both accounts of a bakery at KBC are linked, read for some days, and complete and proven: health ok.',
  takesSeconds: 30,
  play: async (stage) => {
    const connectionId = await connectBank(stage, await foundOrganization(stage, 'bakery'), 'KBC');
    const accountIds = (await accountsOf(stage, connectionId)).map(({ id }) => id);
    for (const id of accountIds) await link(stage, id);
    await stage.passDays(2);
    return { connectionId, accountIds };
  },
};
