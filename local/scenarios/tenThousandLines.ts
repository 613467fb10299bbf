import * as z from 'zod';
import type { Scenario } from './scenario.ts';
import { accountsOf, connectBank, foundOrganization, importFrom, link } from './stage.ts';

const lines = 10_000;
const booked = z.object({ booked: z.number() });

export const tenThousandLines: Scenario = {
  promise: 'An account has 10,000 lines of the last month in its books, read page by page.',
  takesSeconds: 10,
  play: async (stage) => {
    const connectionId = await connectBank(stage, await foundOrganization(stage, 'bakery'), 'KBC');
    const [account] = await accountsOf(stage, connectionId);
    if (!account) throw new Error('no account was shared');
    await stage.bank.send('POST', '/generate', { accountId: account.pontoId, lines, from: importFrom(stage) }, booked);
    await link(stage, account.id);
    return { connectionId, accountIds: [account.id] };
  },
};
