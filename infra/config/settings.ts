import * as z from 'zod';
import { dueShardCount } from '../../shared/contracts/dueShards.ts';
import { edgeKeyDigests } from '../../shared/contracts/edge.ts';
import { defined } from '../../shared/language/defined.ts';
import { credentialsHomes, tokenSealings } from '../../shared/contracts/sealOwners.ts';
import { backupLocks } from './backupLocks.ts';
import { settingForms } from './settingForms.ts';
import { SettingsRefused } from './settingsRefused.ts';
import { settingsOfStage, type SettingSources } from './settingSources.ts';
import { defaultRegion, profileDefaults, profileOf, profiles, stageName } from './stages.ts';

const text = z.string().trim().min(1);
/** Entries between commas. */
const listed = text.transform((value) => value.split(',').map((entry) => entry.trim()));
const url = z
  .url({ protocol: /^https?$/ })
  // Paths are put behind it: neither a query nor a slash may stand at its end.
  .regex(/^[^?#]*$/)
  .transform((value) => value.replace(/\/+$/, ''));
/** The environment of a function holds 4 KB. */
const urlList = text
  .max(2_000)
  .refine((value) => value.split(',').every((entry) => url.safeParse(entry.trim()).success));
/** Origins of pages that may call the API: scheme, host and port. Never `*`: who may call is a decision. */
const origins = listed.refine((entries) =>
  entries.every((entry) => URL.canParse(entry) && new URL(entry).origin === entry),
);
/** Compared letter by letter, with their query; a fragment would reach nobody (RFC 6749, section 3.1.2). */
const callbackUrls = listed.refine(
  (entries) =>
    entries.length <= 100 &&
    new Set(entries).size === entries.length &&
    entries.every((entry) => entry.length <= 1_024 && URL.canParse(entry) && isCallback(new URL(entry))),
);
const isCallback = ({ protocol, hostname, hash }: URL): boolean =>
  hash === '' && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
/** The gateway takes 50 audiences, and people have one. */
const clientIds = listed.refine(
  (entries) =>
    entries.length < 50 &&
    entries.every((entry) => /^\w{1,128}$/.test(entry)) &&
    new Set(entries).size === entries.length,
);

/** `-c name=value` gives text, cdk.json may give a number. */
const whole = z.union([z.string().regex(/^\d+$/), z.int()]).transform(Number);

const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = z.string().regex(/^[\w.-]{3,255}$/);

const topicArn = z.string().regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/);
const domain = z.string().regex(/^(?=.{4,253}$)([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/);
const recipient = z.union([z.email(), domain]);
/** Addresses and domains, as they were proven at SES. What is too long for a role the CDK makes a managed policy, of 6,144 letters at most. */
const recipients = text
  .max(2_000)
  .pipe(listed)
  .refine((entries) => entries.length <= 50 && entries.every((entry) => recipient.safeParse(entry).success));

/** The text of an alarm has 1,024 letters, of which ours takes half at the most. */
const runbookUrlLength = 400;

const atLeastOne = whole.pipe(z.int().min(1));

/** A secure address; on a laptop loopback does without. */
const isSecure = (value: string): boolean => value.startsWith('https://');

/**
 * Every setting of a synthesis, by the name under which the CDK context gives it. The table in `infra/README.md` tells
 * what each is for.
 */
const settingsSchema = z
  .strictObject({
    stage: stageName,
    /** Whose defaults the stage has, and whether it is kept from being deleted. */
    profile: z.enum(profiles),
    region: z.string().regex(regionName),
    /** The account that a deployment is meant for. */
    account: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    publicUrl: url,
    pontoApiUrl: url,
    pontoCustomApiUrl: url,
    pontoAuthorizationUrl: url,
    pontoWebhookKeysUrl: url,
    pontoWebhookIssuer: url,
    pontoApplicationId: text,
    /** The forward proxy on the way to Ponto. */
    pontoProxyUrl: z
      .url({ protocol: /^http$/ })
      // A password has no place in an environment.
      .regex(/^http:\/\/[^@/?#]+\/?$/)
      .optional(),
    /** Where the Client IDs and Secret IDs are kept that tenants give. */
    tenantCredentials: z.enum(credentialsHomes).optional(),
    /** What seals tokens and kept answers: KMS each one, or a data key that a worker keeps for minutes. */
    tokenSealing: z.enum(tokenSealings),
    /** Comma-separated addresses; `isAllowedReturnUrl` tells what each covers. */
    returnUrlAllowlist: urlList,
    /** Which receivers of our events there may be: `loopback` is for a laptop, where nothing of AWS listens there. */
    webhookReceivers: z.enum(['public', 'loopback']).optional(),
    /** Issuer of the tenants' tokens; without one the stack makes a Cognito user pool. */
    jwtIssuer: z
      .url({ protocol: /^https?$/ })
      // An issuer with a query or a fragment is none (OpenID Connect Discovery 1.0, section 4.3).
      .regex(/^[^?#]*$/)
      .optional(),
    jwtAudience: text.optional(),
    jwtTenantClaim: text.optional(),
    /** Pages of the product that Cognito's sign-in pages may lead back to; without one, people have no such pages. */
    loginCallbackUrls: callbackUrls.optional(),
    /** App clients of software that the API takes tokens of; `npm run ops -- add-software` makes them. */
    softwareClients: clientIds.optional(),
    /** Whether the stack has a user pool of its own: it stays, unused, beside another issuer. */
    userPool: z.enum(['kept', 'none']),
    /** Claim that says what the tenant is called, for the page of a consent. */
    jwtTenantNameClaim: text.optional(),
    /** What that page calls the product in which the accounts will be read. */
    productName: text.max(60).optional(),
    /** Whether the user who began a first consent confirms what it brings before anything is read. */
    consentConfirmation: z.enum(['none', 'required']).optional(),
    /** Origins whose pages may call the API from a browser; without one, none may. */
    corsOrigins: origins.optional(),
    /** Certificate of the host of `publicUrl`, in the region of the stack; makes the API answer under that name. */
    certificateArn: z
      .string()
      .regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/)
      .optional(),
    /** Host of the API that CloudFront leads to, its certificate in Virginia, and digests of the key that it shows; all three or none. */
    edgeOrigin: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
      .optional(),
    edgeCertificateArn: z
      .string()
      .regex(/^arn:[\w-]+:acm:us-east-1:\d{12}:certificate\/[\w-]+$/)
      .optional(),
    edgeKeyDigests: edgeKeyDigests.optional(),
    /** Whether a request that came past CloudFront is refused. */
    edgeOnly: z.enum(['on', 'off']).optional(),
    mailFrom: z.email(),
    /** Whether nothing but a question goes to a new address before its reader has confirmed it. */
    confirmAddresses: z.enum(['on', 'off']),
    /** Domain whose SES identity the stack makes; without one the identity of `mailFrom` is expected to exist. */
    mailDomain: domain.optional(),
    /** Domain of the envelope of our mails, below `mailDomain`. */
    mailReturnDomain: domain.optional(),
    /** Recipients that SES has proven, for an account that is still in its sandbox. */
    mailSandboxRecipients: recipients.optional(),
    /** Vault of another account that gets a copy of each nightly backup; without one there are none beside recovery. */
    backupCopyVaultArn: z
      .string()
      .regex(/^arn:[\w-]+:backup:[\w-]+:\d{12}:backup-vault:[\w-]{2,50}$/)
      .optional(),
    backupRetentionDays: whole.pipe(z.int().min(7).max(3650)).optional(),
    backupVaultLock: z.enum(backupLocks).optional(),
    /** Tables that are used in place of the stack's own: restored copies. */
    registryTable: tableName.optional(),
    booksTable: tableName.optional(),
    /** Whether a release of the functions behind the API gets a tenth of the calls first, for five minutes. */
    rollout: z.enum(['canary', 'at-once']),
    /** What one tenant may use; `shared/domain/quotas` says what holds when nothing is said. */
    tenantRequestsPerMinute: atLeastOne.optional(),
    tenantSyncsPerHour: atLeastOne.optional(),
    tenantConnections: atLeastOne.optional(),
    tenantLinkedAccounts: atLeastOne.optional(),
    /** In how many parts a schedule fires, so that no single dispatch must do all of it. */
    dispatchParts: whole.pipe(z.int().min(1).max(dueShardCount)),
    /** How many sync workers may run at once, at the most: on the lane of the schedules, and on that of people. */
    statementSyncConcurrency: whole.pipe(z.int().min(2).max(1000)),
    urgentSyncConcurrency: whole.pipe(z.int().min(2).max(1000)),
    /** How many workers may send expiry alerts at once; each sends up to two mails at a time. */
    alertConcurrency: whole.pipe(z.int().min(2).max(dueShardCount)),
    /** The same of those who send our events to endpoints of tenants: to prompt ones, and to all others. */
    webhookConcurrency: whole.pipe(z.int().min(2).max(1000)),
    slowWebhookConcurrency: whole.pipe(z.int().min(2).max(1000)),
    /** Takes that many executions out of the account's pool, for the sync worker alone. */
    statementSyncReservedConcurrency: z.union([z.literal('none'), whole.pipe(z.int().min(2))]),
    /** What is deployed: told as a tag, an output and by the health. */
    release: z
      .string()
      .regex(/^[\w.+-]{1,64}$/)
      .optional(),
    /** `stopped`: no schedule fires and no job is done, as `npm run ops -- stop` makes it. */
    feed: z.enum(['running', 'stopped']).optional(),
    /** Where `docs/runbooks` can be opened; alarms link to it. */
    runbookUrl: z.string().max(runbookUrlLength).pipe(url).optional(),
    /** SNS topic that is told of what wakes somebody; without one the stack makes its own. */
    alarmTopicArn: topicArn.optional(),
    /** Gets a mail for each of these, from the topic of the stack. */
    alarmEmail: z.email().optional(),
    /** The same for what can wait until the morning. */
    ticketTopicArn: topicArn.optional(),
    ticketEmail: z.email().optional(),
  })
  .superRefine((settings, context) => {
    const wrong = (path: string, message?: string): void =>
      context.addIssue({ code: 'custom', path: [path], ...defined({ message }) });
    const jwt = [settings.jwtIssuer, settings.jwtAudience, settings.jwtTenantClaim];
    if (jwt.some((value) => value !== undefined)) {
      if (settings.jwtIssuer === undefined) wrong('jwtIssuer');
      if (settings.jwtAudience === undefined) wrong('jwtAudience');
      if (settings.jwtTenantClaim === undefined) wrong('jwtTenantClaim');
    }
    if (settings.userPool === 'none' && settings.jwtIssuer === undefined) wrong('userPool');
    const edge = {
      edgeOrigin: settings.edgeOrigin,
      edgeCertificateArn: settings.edgeCertificateArn,
      edgeKeyDigests: settings.edgeKeyDigests,
    };
    const missingOfEdge = Object.entries(edge).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missingOfEdge.length < 3 || settings.edgeOnly === 'on') missingOfEdge.forEach((name) => wrong(name));
    // The name of publicUrl is CloudFront's then.
    if (settings.edgeOrigin !== undefined && settings.certificateArn !== undefined) wrong('certificateArn');
    if (settings.edgeOrigin !== undefined && new URL(settings.publicUrl).hostname === settings.edgeOrigin)
      wrong('edgeOrigin');
    // CloudFront would hand the path on, and the gateway has no route that begins so.
    if (settings.edgeOrigin !== undefined && new URL(settings.publicUrl).pathname !== '/')
      wrong('publicUrl', pathBeforeEdge);
    // Whose software is, another issuer says itself.
    if (settings.softwareClients !== undefined && settings.jwtIssuer !== undefined) wrong('softwareClients');
    if (settings.loginCallbackUrls !== undefined && settings.userPool === 'none') wrong('loginCallbackUrls');
    // Of the user pool, people may change what they are called.
    if (settings.jwtTenantNameClaim !== undefined && settings.jwtIssuer === undefined) wrong('jwtTenantNameClaim');
    if ((settings.profile === 'local') !== (settings.stage === 'local')) wrong('profile');
    if (settings.profile !== 'local') {
      for (const name of secureOutsideLocal) {
        const value = settings[name];
        if (value !== undefined && !isSecure(value)) wrong(name);
      }
      if (settings.corsOrigins?.every(isSecure) === false) wrong('corsOrigins');
      // There, the runtime of Lambda listens.
      if (settings.webhookReceivers === 'loopback') wrong('webhookReceivers');
    }
    if (settings.mailDomain !== undefined && !settings.mailFrom.endsWith(`@${settings.mailDomain}`))
      wrong('mailDomain');
    if (settings.mailReturnDomain !== undefined && !settings.mailReturnDomain.endsWith(`.${settings.mailDomain}`))
      wrong('mailReturnDomain', strangeReturnDomain);
    // The runner fires a schedule by its name.
    if (settings.stage === 'local' && settings.dispatchParts !== 1) wrong('dispatchParts');
    // Without backups there is nothing to keep or lock.
    if (settings.backupCopyVaultArn === undefined) {
      if (settings.backupRetentionDays !== undefined) wrong('backupRetentionDays', noBackups);
      if (settings.backupVaultLock !== undefined) wrong('backupVaultLock', noBackups);
    }
    const reserved = settings.statementSyncReservedConcurrency;
    // Workers above the reservation would be throttled and their messages would wander to the dead letters.
    if (reserved !== 'none' && reserved < settings.statementSyncConcurrency + settings.urgentSyncConcurrency) {
      wrong('statementSyncReservedConcurrency');
    }
    // Neither the gateway nor an alarm reaches into another region.
    for (const name of ['certificateArn', 'alarmTopicArn', 'ticketTopicArn'] as const) {
      const stands = settings[name]?.split(':')[3];
      if (stands !== undefined && stands !== settings.region) {
        wrong(name, `${name} stands in ${stands}, the stage in ${settings.region} (setting region).`);
      }
    }
    // A domain of the gateway has no path of its own.
    if (settings.certificateArn !== undefined && new URL(settings.publicUrl).pathname !== '/') wrong('certificateArn');
    // Who listens to a topic of somebody else is not ours to change.
    if (settings.alarmEmail !== undefined && settings.alarmTopicArn !== undefined) wrong('alarmEmail');
    if (settings.ticketEmail !== undefined && settings.ticketTopicArn !== undefined) wrong('ticketEmail');
    if (settings.profile !== 'prod') return;
    if (settings.alarmEmail === undefined && settings.alarmTopicArn === undefined) wrong('alarmEmail', noAlarmReader);
    if (settings.runbookUrl === undefined) wrong('runbookUrl', noRunbooks);
  });

const pathBeforeEdge = 'With edgeOrigin publicUrl has no path: CloudFront hands the whole address on.';
const noBackups = 'It says something of backups, which there are only with backupCopyVaultArn.';
const strangeReturnDomain = 'The return domain stands below mailDomain, which has to be given with it.';
const noAlarmReader = 'In prod somebody has to hear of an alarm: give alarmEmail, or alarmTopicArn.';
const noRunbooks = 'In prod an alarm says where to read on: give the address at which docs/runbooks can be opened.';

const secureOutsideLocal = [
  'publicUrl',
  'pontoApiUrl',
  'pontoCustomApiUrl',
  'pontoAuthorizationUrl',
  'pontoWebhookKeysUrl',
  'jwtIssuer',
] as const;

export type Settings = Readonly<z.output<typeof settingsSchema>>;

/** Every setting, in the order of the schema. */
export const settingNames: readonly string[] = Object.keys(settingsSchema.shape);

/**
 * Reads the settings of one stage: `-c name=value` first, then `stages/<stage>.json`, then what `stages` in cdk.json says of
 * the stage, then what holds for every installation of its profile.
 *
 * @param contextOf the CDK context
 * @throws Error naming every missing or malformed setting (never its value)
 */
export const readSettings = (contextOf: (name: string) => unknown, sources: SettingSources = {}): Settings => {
  const stage = stageName.safeParse(contextOf('stage'));
  if (!stage.success) throw refusal(['stage']);
  const strays = strayNames(sources.contextNames ?? []);
  if (strays.length > 0) throw refusal(strays);
  const ofStage = settingsOfStage(stage.data, contextOf, sources);
  if (ofStage === undefined) throw refusal(['stages']);
  const given = Object.fromEntries(
    settingNames.map((name) => [name, contextOf(name)] as const).filter(([, value]) => value !== undefined),
  );
  const { release } = sources;
  const said = { profile: profileOf(stage.data), ...defined({ release }), ...ofStage, ...given };
  const profile = z.enum(profiles).safeParse(said.profile);
  if (!profile.success) throw refusal(['profile']);
  refuseAccident(stage.data, 'region' in said, sources.cliRegion);
  const parsed = settingsSchema.safeParse({ ...profileDefaults[profile.data], ...said });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  throw refusal(
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')])),
    // The others are the parser's own words, which may repeat a value.
    issues.flatMap(({ code, message }) => (code === 'custom' && message !== 'Invalid input' ? [message] : [])),
  );
};

/** What the CDK itself keeps in its context has a colon, a slash or a hyphen in its name. */
const strayNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /^[a-z]+$/i.test(name) && !settingNames.includes(name) && !ofOurContext.includes(name));
const ofOurContext = ['stages', 'codeRoot'];

/** What the CDK's command line takes when nobody has told it a region. */
const cliFallbackRegion = 'us-east-1';

/**
 * Releases up to 0.1 went to the region of the AWS profile. Whoever has an installation there would get a second, empty one.
 *
 * @throws Error when the profile says another region than the one that would be taken without a word
 */
const refuseAccident = (stage: string, isSaid: boolean, cliRegion: string | undefined): void => {
  const profile = profileOf(stage);
  if (isSaid || profile === 'local' || cliRegion === undefined || cliRegion === cliFallbackRegion) return;
  if (cliRegion === defaultRegion) return;
  throw new SettingsRefused(
    `the AWS profile says ${cliRegion}, and the setting region says nothing, which means ${defaultRegion}. ` +
      `Set region to where stage ${stage} stands, or shall stand.`,
  );
};

const forms: Readonly<Record<string, string>> = {
  ...(settingForms satisfies Readonly<Record<keyof Settings, string>>),
  stages: 'the settings of each stage by its name',
};

/** Tells of each setting what it has to look like, and of an unknown one that it is none. */
const refusal = (given: readonly string[], why: readonly string[] = []): Error => {
  const names = [...new Set(given)];
  return new SettingsRefused(
    [
      `missing, malformed or unknown settings: ${names.join(', ')}. ` +
        'Give them as `-c name=value`, in stages/<stage>.json, or in cdk.json below "stages"; infra/README.md lists them.',
      ...names.map((name) => `${name}: ${forms[name.split('.')[0] ?? name] ?? 'there is no setting of this name'}.`),
      ...why,
    ].join('\n  '),
  );
};
