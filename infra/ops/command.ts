import { parseArgs } from 'node:util';
import * as z from 'zod';
import { claimedId } from '../../shared/contracts/claimedId.ts';
import { defined } from '../../shared/language/defined.ts';
import { credentialsHomes, type CredentialsHomeName } from '../../shared/contracts/sealOwners.ts';
import { scheduledFrequency } from '../../shared/contracts/syncJob.ts';
import { stageName } from '../config/stages.ts';

const home = z.enum(credentialsHomes);

export type Command = (
  | { readonly command: 'stale'; readonly frequency?: z.output<typeof scheduledFrequency> }
  | { readonly command: 'connection'; readonly connectionId: string; readonly tenantId?: string }
  | { readonly command: 'redrive'; readonly yes: boolean }
  | { readonly command: 'stop' | 'go'; readonly yes: boolean }
  | { readonly command: 'status' }
  | { readonly command: 'pause' | 'resume'; readonly tenantId: string }
  | { readonly command: 'move-credentials'; readonly to: CredentialsHomeName; readonly yes: boolean }
  | { readonly command: 'token'; readonly user: string }
  | { readonly command: 'software' }
  | { readonly command: 'add-software'; readonly tenantId: string }
  | { readonly command: 'remove-software'; readonly clientId: string }
  | {
      readonly command: 'restore-account';
      readonly accountId: string;
      readonly from: string;
      readonly tenantId?: string;
      readonly yes: boolean;
    }
) & { readonly stage?: z.output<typeof stageName>; readonly environmentFile?: string };

export const usage = `npm run ops -- <command> [options]

  stale                      accounts that are not as fresh as their frequency promises, and why
    --frequency FREQUENCY    of one frequency only
  connection ID              what happened to a connection: status, accounts, last runs
    --tenant TENANT          whose it is; finds connections without a schedule too
  redrive                    what lies among the dead letters of the work queue, the alerts and the webhooks
    --yes                    puts it back on its queue
  pause TENANT               nothing is read for the tenant any more
  resume TENANT              until this
  move-credentials           how many tenants' own Client IDs and secrets would be moved to another home
    --to HOME                which: secrets-manager, table
    --yes                    moves them
  restore-account ID         what a restored table holds of an account's books, beside what is there
    --from TABLE             the restored table
    --tenant TENANT          whose account it is; without it that of a paused tenant
    --yes                    puts the books back to it; only while the tenant is paused
  status                     which release runs, what of the feed is on, and which alarms are
  stop                       what would be turned off so that nothing is read for anybody
    --yes                    turns it off
  go                         the same, on again
    --yes                    turns it on
  token                      signs a person of the user pool in, and prints the token to call the API with
    --user USER              who: the address that they were entered with
  software                   software that has an app client of the user pool, and whose it is
  add-software TENANT        makes one for a tenant, and prints its secret once
  remove-software CLIENT     takes it away: no more tokens

  --stage STAGE              its name; without it that of BANK_SYNC_STAGE, else of cdk.json,
                             but redrive, stop and go take no default
  --env FILE                 variables for this call, such as what \`npm start\` leaves in .local/aws.env

AWS credentials come from where the AWS SDK looks for them: AWS_PROFILE, single sign-on. The region is the stage's setting.`;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = z.string().regex(/^[\w.-]{3,255}$/);

/** What was typed is no command. */
export class UsageError extends Error {}

const options = {
  frequency: { type: 'string' },
  tenant: { type: 'string' },
  yes: { type: 'boolean' },
  to: { type: 'string' },
  user: { type: 'string' },
  from: { type: 'string' },
  stage: { type: 'string' },
  env: { type: 'string' },
} as const;

/** Options that a command takes, beside those that all take. */
const optionsOf: Readonly<Record<Command['command'], readonly string[]>> = {
  stale: ['frequency'],
  connection: ['tenant'],
  redrive: ['yes'],
  status: [],
  stop: ['yes'],
  go: ['yes'],
  pause: [],
  resume: [],
  'move-credentials': ['to', 'yes'],
  token: ['user'],
  software: [],
  'add-software': [],
  'remove-software': [],
  'restore-account': ['from', 'tenant', 'yes'],
};

const parsed = <T>(schema: z.ZodType<T>, text: string, what: string): T => {
  const outcome = schema.safeParse(text);
  if (outcome.success) return outcome.data;
  throw new UsageError(`${text} is no ${what}`);
};

/** @throws UsageError where no stage can have the name */
export const stageNamed = (text: string): z.output<typeof stageName> => parsed(stageName, text, 'stage');

const isCommand = (text: string): text is Command['command'] => Object.hasOwn(optionsOf, text);

const readArguments = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const told = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
    throw new UsageError(told || 'these arguments cannot be read');
  }
};

/** @throws UsageError that says what does not fit */
export const parseCommand = (argv: readonly string[]): Command => {
  const { values, positionals } = readArguments(argv);
  const [command, subject, ...more] = positionals;
  if (command === undefined) throw new UsageError('say what to do');
  if (!isCommand(command)) throw new UsageError(`there is no command ${command}`);
  const stray = Object.keys(values).find((name) => !['stage', 'env', ...optionsOf[command]].includes(name));
  if (stray !== undefined) throw new UsageError(`${command} takes no --${stray}`);
  const isAboutOne = !['stale', 'redrive', 'move-credentials', 'status', 'stop', 'go', 'token', 'software'].includes(
    command,
  );
  if (more.length > 0 || (!isAboutOne && subject !== undefined)) throw new UsageError(`${command} takes no more words`);
  const common = {
    ...(values.stage !== undefined && { stage: stageNamed(values.stage) }),
    ...defined({ environmentFile: values.env }),
  };
  if (command === 'redrive' || command === 'stop' || command === 'go') {
    return { command, yes: values.yes === true, ...common };
  }
  if (command === 'status') return { command, ...common };
  if (command === 'stale') {
    const { frequency } = values;
    const one = frequency === undefined ? {} : { frequency: parsed(scheduledFrequency, frequency, 'frequency') };
    return { command, ...one, ...common };
  }
  if (command === 'move-credentials') {
    if (values.to === undefined) throw new UsageError('move-credentials needs --to');
    return { command, to: parsed(home, values.to, 'home of credentials'), yes: values.yes === true, ...common };
  }
  if (command === 'token') {
    if (values.user === undefined) throw new UsageError('token needs --user');
    return { command, user: values.user, ...common };
  }
  if (command === 'software') return { command, ...common };
  if (subject === undefined) throw new UsageError(`${command} needs an id`);
  if (command === 'add-software') return { command, tenantId: parsed(claimedId, subject, 'tenant'), ...common };
  if (command === 'remove-software') return { command, clientId: subject, ...common };
  if (command === 'restore-account') {
    if (values.from === undefined) throw new UsageError('restore-account needs --from');
    const from = parsed(tableName, values.from, 'name of a table');
    const whose = defined({ tenantId: values.tenant });
    return { command, accountId: subject, from, ...whose, yes: values.yes === true, ...common };
  }
  if (command !== 'connection') return { command, tenantId: subject, ...common };
  return { command, connectionId: subject, ...defined({ tenantId: values.tenant }), ...common };
};
