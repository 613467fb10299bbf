import { defined } from '../../shared/language/defined.ts';
import type { AwsEnvironment } from './awsEnvironment.ts';
import type { Command } from './command.ts';
import type { Log } from './log.ts';

type RestoreCommand = Extract<Command, { readonly command: 'restore-account' }>;

const refusals = {
  not_paused: 'This tenant is not paused. Pause it first, and wait a minute: npm run ops -- pause TENANT',
  no_such_account:
    'No paused tenant has this account. Say whose it is with --tenant TENANT; an erased account stays gone.',
  not_in_copy: 'The restored table holds no books of this account: it had none at that moment.',
  busy: 'A run still writes to these books, or a restore was cut short. Try again in five minutes.',
};

/** Puts the books of one account back, or says what that would do. @returns whether there was such an account */
export const restoreAccount = async (
  { accountId, from, tenantId, yes }: RestoreCommand,
  environment: AwsEnvironment,
  log: Log,
): Promise<boolean> => {
  const restore = environment.restoreAccountFrom(from);
  const outcome = await restore({ accountId, isMeant: yes, ...defined({ tenantId }) });
  if (outcome.kind !== 'restored' && outcome.kind !== 'compared') {
    log(refusals[outcome.kind]);
    return false;
  }
  const { sequence, liveSequence, same, brought, removed } = outcome;
  const isDone = outcome.kind === 'restored';
  log(
    `tenant ${outcome.tenantId}, account ${accountId}: change ${sequence} in the copy, ${liveSequence} in the live books`,
  );
  log(
    `${brought} items ${isDone ? 'were brought' : 'would come'} from the copy, ${removed} newer ones ${isDone ? 'are gone' : 'would go'}, ${same} are the same`,
  );
  log(
    isDone
      ? `Look at the account, then: npm run ops -- resume ${outcome.tenantId}. The next run reads what came since.`
      : 'Nothing was changed. To do it: the same with --yes. It can be repeated if it is cut short.',
  );
  return true;
};
