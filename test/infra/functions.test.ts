import type * as z from 'zod';
import { softwareKey } from '../../shared/adapters/dynamodb/keys.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { at, ofType, statementsByRole, synthesize, type Resource } from './support.ts';

const { resources } = synthesize('dev');

const prefix = 'ponto-bank-sync-dev-';
const functions = ofType(resources, 'AWS::Lambda::Function');
const nameOf = (properties: Resource['Properties']): string => String(properties['FunctionName']).replace(prefix, '');
const propertiesOf = (name: string): Resource['Properties'] => {
  const found = functions.find(({ Properties }) => nameOf(Properties) === name);
  if (!found) throw new Error(`no function ${name}`);
  return found.Properties;
};

/** What a resource of a policy is, in a word; anything new shows as its own JSON. */
const words: readonly (readonly [RegExp, string])[] = [
  [/:table\/ponto-bank-sync-dev-registry"/, 'registry'],
  [/:table\/ponto-bank-sync-dev-books"/, 'books'],
  [/TokenKey.*Arn/, 'token key'],
  [/:secret:ponto-bank-sync\/dev\/ponto-application-\?{6}"/, 'ponto application'],
  [/secret:ponto-bank-sync\/dev\/tenants\/\*/, 'tenant secrets'],
  [/"WorkQueue\w+","Arn"/, 'work queue'],
  [/"UrgentWorkQueue\w+","Arn"/, 'urgent work queue'],
  [/"AlertWorkQueue\w+","Arn"/, 'alerts queue'],
  [/"WebhooksQueue\w+","Arn"/, 'queue of webhooks'],
  [/"SlowWebhooksQueue\w+","Arn"/, 'queue of slow webhooks'],
  [/"ScheduleDeadLettersQueue\w+","Arn"/, 'schedule dead letters'],
  [/"Bus\w+","Arn"/, 'bus'],
  [/identity\/feeds@example\.com.*identity\/example\.com/, 'mail identity'],
  [/"\w+Log\w+","Arn"/, 'log'],
  [/^"\*"$/, 'everything'],
];
const wordFor = (target: unknown): string => {
  const text = JSON.stringify(target);
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? text;
};

/** What a statement about the key is for, and whether KMS itself or a data key seals it. */
const ownersOf = (condition: unknown): string => {
  const purpose = at(condition, 'StringEquals', 'kms:EncryptionContext:purpose');
  if (typeof purpose === 'string') return ` (${purpose}, data keys)`;
  const owner = at(condition, 'StringLike', 'kms:EncryptionContext:connectionId');
  if (owner === 'answer:*') return ' (answers)';
  if (owner === 'credentials:*') return ' (credentials)';
  if (owner === 'webhook:*') return ' (webhooks)';
  return JSON.stringify(at(condition, 'StringNotLike') ?? {}).includes('answer:*') ? ' (tokens)' : '';
};

const rightsOf = (name: string): readonly string[] => {
  const role = at(propertiesOf(name), 'Role', 'Fn::GetAtt', 0);
  return statementsByRole(resources)
    .filter((statement) => statement.role === role)
    .map(
      ({ Action, Resource, Condition }) =>
        `${wordFor(Resource)}${ownersOf(Condition)}: ${Action.map((a) => a.split(':')[1]).join(' ')}`,
    )
    .filter((right) => !right.startsWith('log:') && !right.startsWith('everything:'))
    .sort();
};

/** Told where a setting says it. */
const quotas = ['TENANT_REQUESTS_PER_MINUTE', 'TENANT_SYNCS_PER_HOUR', 'TENANT_CONNECTIONS', 'TENANT_LINKED_ACCOUNTS'];
const optional = [
  'WEBHOOK_RECEIVERS',
  'RELEASE',
  'PONTO_PROXY_URL',
  'PRODUCT_NAME',
  'CONSENT_CONFIRMATION',
  'TENANT_NAME_CLAIM',
  'TENANT_CREDENTIALS',
  'EDGE_KEY_DIGESTS',
  'EDGE_ONLY',
  ...quotas,
];

describe('the environment of each function', () => {
  it.each(Object.entries(environments))('of %s holds exactly the names of its contract', (name, schema) => {
    const names = Object.keys(Object(at(propertiesOf(name), 'Environment', 'Variables')));

    expect(names.sort()).toEqual(
      Object.keys(schema().shape)
        .filter((variable) => !optional.includes(variable))
        .sort(),
    );
  });

  it('names product and claim of our pages to those that need them, where they are set', () => {
    const jwt = { jwtIssuer: 'https://id.example.com', jwtAudience: 'a', jwtTenantClaim: 't', jwtTenantNameClaim: 'n' };
    const { resources: named } = synthesize('dev', { ...jwt, productName: 'Bookly' });

    const told = (variable: string, value: string) =>
      ofType(named, 'AWS::Lambda::Function')
        .filter(({ Properties }) => at(Properties, 'Environment', 'Variables', variable) === value)
        .map(({ Properties }) => nameOf(Properties));

    expect(told('TENANT_NAME_CLAIM', 'n').toSorted()).toEqual(['account-fetch', 'tenant-api']);
    expect(told('PRODUCT_NAME', 'Bookly').toSorted()).toEqual(['oauth-callback', 'tenant-pages']);
  });

  it('tells what one tenant may use to those that count it, where a setting says it', () => {
    const { resources: told } = synthesize('dev', {
      tenantRequestsPerMinute: '60',
      tenantSyncsPerHour: 5,
      tenantConnections: 3,
      tenantLinkedAccounts: 4,
    });
    const toldOf = (variable: string) =>
      ofType(told, 'AWS::Lambda::Function').flatMap(({ Properties }) => {
        const value = at(Properties, 'Environment', 'Variables', variable);
        return value === undefined ? [] : [`${nameOf(Properties)} ${String(value)}`];
      });

    expect(quotas.map((variable) => toldOf(variable).toSorted())).toEqual([
      ['account-fetch 60', 'tenant-api 60', 'tenant-pages 60'],
      ['tenant-api 5', 'tenant-pages 5'],
      ['tenant-api 3', 'tenant-pages 3'],
      ['tenant-api 4', 'tenant-pages 4'],
    ]);
  });

  it('names the proxy on the way to Ponto to those that go there, where there is one', () => {
    const pontoProxyUrl = 'http://proxy.example:3128';
    const { resources: behindProxy } = synthesize('dev', { pontoProxyUrl });

    const told = ofType(behindProxy, 'AWS::Lambda::Function')
      .filter(({ Properties }) => at(Properties, 'Environment', 'Variables', 'PONTO_PROXY_URL') === pontoProxyUrl)
      .map(({ Properties }) => nameOf(Properties));

    const goThere = Object.entries(environments).filter(([, schema]) => 'PONTO_PROXY_URL' in schema().shape);
    expect(told.toSorted()).toEqual(goThere.map(([name]) => name).toSorted());
    expect(told).toContain('ponto-webhook');
  });

  it.each(Object.entries(environments))(
    'of %s starts the function once AWS has filled in the names',
    (name, schema) => {
      const variables = Object(at(propertiesOf(name), 'Environment', 'Variables'));
      const filled = Object.fromEntries(
        Object.entries(variables).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : 'https://aws.example',
        ]),
      );

      expect(parseEnvironment((): z.ZodType => schema(), filled)).toBeDefined();
    },
  );
});

describe('the rights of each function', () => {
  const registry = 'registry: GetItem Query PutItem UpdateItem DeleteItem';

  it.each([
    [
      'tenant-api',
      [
        'books: GetItem BatchGetItem Query',
        'books: PutItem UpdateItem DeleteItem BatchWriteItem',
        'bus: PutEvents',
        'mail identity: SendEmail',
        'ponto application: GetSecretValue',
        'queue of slow webhooks: SendMessage',
        'queue of webhooks: SendMessage',
        'registry: BatchGetItem',
        registry,
        'tenant secrets: CreateSecret PutSecretValue GetSecretValue DeleteSecret RestoreSecret',
        'token key (answers): Encrypt Decrypt',
        'token key (answers, data keys): GenerateDataKey Decrypt',
        'token key (credentials): Encrypt Decrypt',
        'token key (tokens): Encrypt Decrypt',
        'token key (tokens, data keys): GenerateDataKey Decrypt',
        'token key (webhooks): Encrypt',
        'urgent work queue: SendMessage',
        'work queue: SendMessage',
      ],
    ],
    [
      'oauth-callback',
      [
        'books: GetItem',
        'bus: PutEvents',
        'ponto application: GetSecretValue',
        registry,
        'tenant secrets: GetSecretValue',
        'token key (credentials): Decrypt',
        'token key (tokens): Encrypt Decrypt',
        'token key (tokens, data keys): GenerateDataKey Decrypt',
        'urgent work queue: SendMessage',
      ],
    ],
    [
      'account-fetch',
      [
        'bus: PutEvents',
        'ponto application: GetSecretValue',
        registry,
        'tenant secrets: GetSecretValue',
        'token key (answers): Encrypt Decrypt',
        'token key (answers, data keys): GenerateDataKey Decrypt',
        'token key (credentials): Decrypt',
        'token key (tokens): Encrypt Decrypt',
        'token key (tokens, data keys): GenerateDataKey Decrypt',
      ],
    ],
    [
      'tenant-pages',
      [
        'books: GetItem BatchGetItem Query',
        'books: PutItem UpdateItem DeleteItem BatchWriteItem',
        'bus: PutEvents',
        'mail identity: SendEmail',
        'ponto application: GetSecretValue',
        'registry: BatchGetItem',
        registry,
        'tenant secrets: CreateSecret PutSecretValue GetSecretValue DeleteSecret RestoreSecret',
        'token key (answers): Encrypt Decrypt',
        'token key (answers, data keys): GenerateDataKey Decrypt',
        'token key (credentials): Encrypt Decrypt',
        'token key (tokens): Encrypt Decrypt',
        'token key (tokens, data keys): GenerateDataKey Decrypt',
        'urgent work queue: SendMessage',
        'work queue: SendMessage',
      ],
    ],
    ['sync-dispatch', ['registry: Query', 'schedule dead letters: SendMessage', 'work queue: SendMessage']],
    [
      'statement-sync',
      [
        'books: GetItem Query PutItem UpdateItem DeleteItem BatchWriteItem',
        'bus: PutEvents',
        'ponto application: GetSecretValue',
        registry,
        'tenant secrets: GetSecretValue DeleteSecret',
        'token key (credentials): Decrypt',
        'token key (tokens): Encrypt Decrypt',
        'token key (tokens, data keys): GenerateDataKey Decrypt',
        'urgent work queue: ReceiveMessage DeleteMessage GetQueueAttributes',
        'urgent work queue: SendMessage',
        'work queue: ReceiveMessage DeleteMessage GetQueueAttributes',
        'work queue: SendMessage',
      ],
    ],
    [
      'expiry-alert',
      [
        'alerts queue: ReceiveMessage DeleteMessage GetQueueAttributes',
        'alerts queue: SendMessage',
        'books: GetItem',
        'bus: PutEvents',
        'mail identity: SendEmail',
        'registry: BatchGetItem',
        registry,
        'schedule dead letters: SendMessage',
      ],
    ],
    [
      'webhook-deliver',
      [
        'bus: PutEvents',
        'mail identity: SendEmail',
        'queue of slow webhooks: ReceiveMessage DeleteMessage GetQueueAttributes',
        'queue of slow webhooks: SendMessage',
        'queue of webhooks: ReceiveMessage DeleteMessage GetQueueAttributes',
        'queue of webhooks: SendMessage',
        'registry: BatchGetItem',
        'registry: GetItem Query PutItem UpdateItem',
        'token key (webhooks): Decrypt',
      ],
    ],
    ['mail-feedback', ['registry: Query UpdateItem', 'schedule dead letters: SendMessage']],
    ['health-canary', ['token key: DescribeKey']],
    ['ponto-webhook', ['ponto application: GetSecretValue', 'registry: Query', 'urgent work queue: SendMessage']],
    ['token-claims', ['registry: GetItem']],
  ])('of %s are the calls that it makes, or made before a setting was changed, and no more', (name, rights) => {
    expect(rightsOf(name)).toEqual(rights);
  });

  describe('to the token key', () => {
    const conditionsOf = (context: Readonly<Record<string, string>>) =>
      statementsByRole(synthesize('dev', context).resources)
        .filter(({ Action }) => Action.some((action) => action.startsWith('kms:') && action !== 'kms:DescribeKey'))
        .map(({ Action, Condition }) => ({ actions: Action.join(' '), condition: Object(Condition) }));
    const owner = 'kms:EncryptionContext:connectionId';
    const sealedByKms = {
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenantId', 'connectionId'] },
      Null: { 'kms:EncryptionContext:tenantId': 'false', 'kms:EncryptionContext:connectionId': 'false' },
    };
    const ofTokens = { ...sealedByKms, StringNotLike: { [owner]: ['answer:*', 'credentials:*', 'webhook:*'] } };
    const ofAnswers = { ...sealedByKms, StringLike: { [owner]: 'answer:*' } };
    const ofCredentials = { ...sealedByKms, StringLike: { [owner]: 'credentials:*' } };
    const ofWebhooks = { ...sealedByKms, StringLike: { [owner]: 'webhook:*' } };
    const dataKeysOf = (purpose: string) => ({
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose'] },
      StringEquals: { 'kms:EncryptionContext:purpose': purpose },
    });

    it('hold under the context of tenant and connection, or of one purpose, and under no other', () => {
      const conditions = conditionsOf({});

      const allowed = [
        { actions: 'kms:Encrypt kms:Decrypt', condition: ofTokens },
        { actions: 'kms:Encrypt kms:Decrypt', condition: ofAnswers },
        { actions: 'kms:Encrypt kms:Decrypt', condition: ofCredentials },
        { actions: 'kms:Decrypt', condition: ofCredentials },
        { actions: 'kms:Encrypt', condition: ofWebhooks },
        { actions: 'kms:Decrypt', condition: ofWebhooks },
        { actions: 'kms:GenerateDataKey kms:Decrypt', condition: dataKeysOf('tokens') },
        { actions: 'kms:GenerateDataKey kms:Decrypt', condition: dataKeysOf('answers') },
      ];
      expect(conditions).toHaveLength(23);
      for (const one of conditions) expect(allowed).toContainEqual(one);
    });

    it.each([{ tokenSealing: 'envelope' }, { tenantCredentials: 'table' }])(
      'are the same with %j: what began with the other setting still stores what it was given',
      (context) => {
        expect(conditionsOf(context)).toEqual(conditionsOf({}));
      },
    );
  });

  it('to tenants’ credentials are to store, read and remove in both homes, whichever is set', () => {
    const rightsIn = (tenantCredentials: string) =>
      Object.fromEntries(
        Object.entries(
          Object.groupBy(
            statementsByRole(synthesize('dev', { tenantCredentials }).resources).filter(
              ({ Resource, Condition }) =>
                wordFor(Resource) === 'tenant secrets' || ownersOf(Condition) === ' (credentials)',
            ),
            ({ role }) => String(role).replace(/Role.*/, ''),
          ),
        ).map(([role, statements = []]) => [role, statements.flatMap(({ Action }) => Action).toSorted()]),
      );
    const reading = ['kms:Decrypt', 'secretsmanager:GetSecretValue'];
    const removing = ['kms:Decrypt', 'secretsmanager:DeleteSecret', 'secretsmanager:GetSecretValue'];
    const others = { OauthCallback: reading, AccountFetch: reading, StatementSync: removing };
    const keeping = [
      'kms:Decrypt',
      'kms:Encrypt',
      ...['Create', 'Delete'].map((verb) => `secretsmanager:${verb}Secret`),
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:RestoreSecret',
    ];

    for (const home of ['table', 'secrets-manager'])
      expect(rightsIn(home)).toEqual({ TenantApi: keeping, TenantPages: keeping, ...others });
  });

  it('tells those that seal how, as the setting says', () => {
    const toldBy = (context: object) =>
      ofType(synthesize('dev', { ...context }).resources, 'AWS::Lambda::Function')
        // The canary and the sender of webhooks know the key as well, and seal no token or answer.
        .filter(({ Properties }) => at(Properties, 'Environment', 'Variables', 'TOKEN_KEY_ID') !== undefined)
        .filter(({ Properties }) => !['health-canary', 'webhook-deliver'].includes(nameOf(Properties)))
        .map(({ Properties }) => at(Properties, 'Environment', 'Variables', 'TOKEN_SEALING'));

    expect(toldBy({})).toEqual(['kms', 'kms', 'kms', 'kms', 'kms']);
    expect(new Set(toldBy({ tokenSealing: 'envelope' }))).toEqual(new Set(['envelope']));
  });

  it('to say whose software is end at the one partition that tells it', () => {
    const role = at(propertiesOf('token-claims'), 'Role', 'Fn::GetAtt', 0);
    const [reading] = statementsByRole(resources).filter(
      (statement) => statement.role === role && statement.Action.includes('dynamodb:GetItem'),
    );

    expect(reading?.Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['SOFTWARE'] } });
    expect(softwareKey('4f0abc').pk).toBe('SOFTWARE');
  });

  it('to send mail end at the configured sender', () => {
    const [mailing] = statementsByRole(resources).filter(({ Action }) => Action.includes('ses:SendEmail'));

    expect(mailing?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'feeds@example.com' } });
  });

  it('to write a log end at the own log group', () => {
    const foreign = functions.filter(({ Properties }) => {
      const role = at(Properties, 'Role', 'Fn::GetAtt', 0);
      const group = at(Properties, 'LoggingConfig', 'LogGroup', 'Ref');
      const logs = statementsByRole(resources).filter(
        (statement) => statement.role === role && statement.Action.some((action) => action.startsWith('logs:')),
      );
      return logs.length !== 1 || at(logs[0]?.Resource, 'Fn::GetAtt', 0) !== group;
    });

    expect(foreign.map(({ id }) => id)).toEqual([]);
  });
});

describe('time', () => {
  it('of functions that refresh tokens lasts longer than the gateway waits: a late token must still be stored', () => {
    const timeouts = ['tenant-api', 'oauth-callback', 'account-fetch', 'tenant-pages'].map((name) =>
      Number(propertiesOf(name)['Timeout']),
    );

    // The gateway gives up after 30 s, and a refresh that began just before may take as long once more.
    expect(Math.min(...timeouts)).toBeGreaterThanOrEqual(60);
    expect(propertiesOf('ponto-webhook')).toMatchObject({ Timeout: 15 });
  });

  it('hides a job for six times as long as the sync worker may take, and lets it come back five times', () => {
    const [work] = ofType(resources, 'AWS::SQS::Queue').filter(({ Properties }) => 'RedrivePolicy' in Properties);

    expect(propertiesOf('statement-sync')).toMatchObject({ Timeout: 300, MemorySize: 512 });
    expect(work?.Properties).toMatchObject({ VisibilityTimeout: 1800, RedrivePolicy: { maxReceiveCount: 5 } });
  });

  it('takes into the dead letters what comes from the queue that they belong to, and lets nothing else in', () => {
    const policies = ofType(resources, 'AWS::SQS::Queue').flatMap(({ id, Properties }) =>
      'RedriveAllowPolicy' in Properties ? [[id, Properties['RedriveAllowPolicy']] as const] : [],
    );

    expect(policies).toEqual([
      [
        expect.stringMatching(/^WorkDeadLetters/),
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', expect.arrayContaining([':ponto-bank-sync-dev-work'])] }],
        },
      ],
      [
        expect.stringMatching(/^UrgentWorkDeadLetters/),
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', expect.arrayContaining([':ponto-bank-sync-dev-urgent-work'])] }],
        },
      ],
      [
        expect.stringMatching(/^AlertWorkDeadLetters/),
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', expect.arrayContaining([':ponto-bank-sync-dev-alerts'])] }],
        },
      ],
      [expect.stringMatching(/^ScheduleDeadLetters/), { redrivePermission: 'denyAll' }],
      [
        expect.stringMatching(/^WebhooksDeadLetters/),
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', expect.arrayContaining([':ponto-bank-sync-dev-webhooks'])] }],
        },
      ],
      [
        expect.stringMatching(/^SlowWebhooksDeadLetters/),
        {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', expect.arrayContaining([':ponto-bank-sync-dev-slow-webhooks'])] }],
        },
      ],
    ]);
  });

  it('gives the sync worker five scheduled jobs at a time and one urgent job, those of the alerts and of both lanes of webhooks ten, and takes back only those that failed', () => {
    const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties);

    const all = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
    expect(mappings).toMatchObject([
      { ...all, BatchSize: 5, ScalingConfig: { MaximumConcurrency: 3 } },
      { ...all, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      { ...all, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } },
      { ...all, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } },
      { ...all, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } },
    ]);
  });

  it('tries what nobody waits for three times and then keeps its event', () => {
    const retries = ofType(resources, 'AWS::Lambda::EventInvokeConfig')
      .map(({ Properties }) => Properties)
      .filter(({ FunctionName }) => !JSON.stringify(FunctionName).includes('HealthCanary'));

    expect(retries).toMatchObject(Array.from({ length: 3 }, () => ({ MaximumRetryAttempts: 2 })));
    for (const name of ['sync-dispatch', 'expiry-alert', 'mail-feedback']) {
      const target = at(propertiesOf(name), 'DeadLetterConfig', 'TargetArn', 'Fn::GetAtt', 0);
      expect(String(target)).toContain('ScheduleDeadLetters');
    }
  });
});

it.each([
  [2, 10],
  [8, 4],
  [32, 1],
])('leaves shards of the alerts to each of %d workers', (alertConcurrency, batchSize) => {
  const mappings = ofType(synthesize('dev', { alertConcurrency }).resources, 'AWS::Lambda::EventSourceMapping');

  expect(mappings.map(({ Properties }) => Properties)).toContainEqual(
    expect.objectContaining({ BatchSize: batchSize, ScalingConfig: { MaximumConcurrency: alertConcurrency } }),
  );
});

it('reserves executions for the sync worker in prod only, exactly as many as take its jobs at once', () => {
  const prod = synthesize('prod').resources;

  const reservations = (from: typeof resources) =>
    ofType(from, 'AWS::Lambda::Function').flatMap(({ Properties }) =>
      'ReservedConcurrentExecutions' in Properties
        ? [[String(Properties['FunctionName']), Properties['ReservedConcurrentExecutions']]]
        : [],
    );
  const atOnce = ofType(prod, 'AWS::Lambda::EventSourceMapping')
    .filter(({ Properties }) => String(at(Properties, 'FunctionName', 'Ref')).startsWith('StatementSync'))
    .map(({ Properties }) => at(Properties, 'ScalingConfig', 'MaximumConcurrency'));
  expect(reservations(resources)).toEqual([]);
  expect(reservations(prod)).toEqual([['ponto-bank-sync-prod-statement-sync', 24]]);
  expect(atOnce).toEqual([10, 14]);
});
