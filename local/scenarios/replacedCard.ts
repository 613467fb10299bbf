import * as z from 'zod';
import type { Scenario } from './scenario.ts';
import {
  accountsOf,
  connectBank,
  consentAgain,
  foundOrganization,
  institutionNamed,
  link,
  type Stage,
} from './stage.ts';

const opened = z.object({ bankAccountId: z.string() });

const openCard = async ({ bank }: Stage, organizationId: string, card: object): Promise<string> => {
  const path = `/organizations/${organizationId}/bank-accounts`;
  return (await bank.send('POST', path, { subtype: 'card', ...card }, opened)).bankAccountId;
};

export const replacedCard: Scenario = {
  promise:
    'A company card is gone and another one is there: health succession_undecided offers to go on with it (POST /v1/accounts/{id}/succeed).',
  takesSeconds: 5,
  play: async (stage) => {
    const organizationId = await foundOrganization(stage, 'none');
    const institutionId = await institutionNamed(stage, 'KBC');
    const old = await openCard(stage, organizationId, {
      institutionId,
      name: 'Card',
      reference: '5412 **** **** 1111',
    });
    const connectionId = await connectBank(stage, organizationId, 'KBC');
    const [before] = await accountsOf(stage, connectionId);
    if (!before) throw new Error('no card was shared');
    await link(stage, before.id);
    const fresh = await openCard(stage, organizationId, {
      institutionId,
      name: 'New card',
      reference: '5412 **** **** 7777',
      replaces: old,
    });
    await consentAgain(stage, { organizationId, connectionId }, 'KBC', [fresh]);
    const others = (await accountsOf(stage, connectionId)).filter(({ id }) => id !== before.id);
    return { connectionId, accountIds: [before.id, ...others.map(({ id }) => id)] };
  },
};
