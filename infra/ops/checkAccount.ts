import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Installation } from './installation.ts';

/** The credentials of this terminal belong to another account than the stage's. Nothing was read there, and nothing changed. */
export class WrongAccount extends Error {
  constructor({ stage, account }: Pick<Installation, 'stage' | 'account'>, found: string) {
    super(
      `Stage ${stage} stands in account ${account}, and the AWS credentials of this terminal are of account ${found}: ` +
        'take a profile of the first (AWS_PROFILE), or say another stage (--stage).',
    );
    this.name = 'WrongAccount';
  }
}

/**
 * Compares the account of the credentials with that of the stage, where its settings name one. The call needs no right.
 *
 * @throws WrongAccount
 */
export const checkAccount = async (installation: Pick<Installation, 'stage' | 'account'>): Promise<void> => {
  if (installation.account === undefined) return;
  const sts = new STSClient({});
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).finally(() => sts.destroy());
  if (Account !== installation.account) throw new WrongAccount(installation, Account ?? 'unknown');
};
