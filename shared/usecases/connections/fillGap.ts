import type { Account } from '../../domain/connections/connection.ts';
import type { StartSync } from '../syncs/startSync.ts';

/**
 * Reads at once what came in while a connection had no access: every linked account, a `manual` one too, because a
 * person is there who just connected it. Ponto is read, the bank is not asked.
 */
export const makeFillGap =
  ({ startSync }: { readonly startSync: StartSync }) =>
  async (accounts: readonly Account[]): Promise<void> => {
    for (const account of accounts) {
      if (!account.link || account.authorization.revoked) continue;
      // The connection stands either way, and the next schedule reads what could not be started now.
      await startSync(account, { trigger: 'link' }).catch(() => undefined);
    }
  };

export type FillGap = ReturnType<typeof makeFillGap>;
