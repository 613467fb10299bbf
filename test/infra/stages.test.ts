import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../infra/config/settings.ts';
import { stageFile } from '../../infra/config/settingSources.ts';
import { installationOf } from '../../infra/ops/installation.ts';
import { allAlarms, at, ofType, statementsByRole, synthesize } from './support.ts';

const arnOf = (topic: string): string => `arn:aws:sns:eu-central-1:123456789012:${topic}`;

/** How long AWS lets a name be, by the property that gives it. */
const longest: Readonly<Record<string, number>> = {
  'AWS::ApiGatewayV2::Api Name': 128,
  'AWS::CloudWatch::CompositeAlarm AlarmName': 255,
  'AWS::CloudWatch::Dashboard DashboardName': 255,
  'AWS::CodeDeploy::Application ApplicationName': 100,
  'AWS::CodeDeploy::DeploymentGroup DeploymentGroupName': 100,
  'AWS::Cognito::UserPool UserPoolName': 128,
  'AWS::Cognito::UserPoolClient ClientName': 128,
  'AWS::Cognito::UserPoolDomain Domain': 63,
  'AWS::DynamoDB::Table TableName': 255,
  'AWS::Events::EventBus Name': 256,
  'AWS::KMS::Alias AliasName': 256,
  'AWS::Lambda::Function FunctionName': 64,
  'AWS::Logs::QueryDefinition Name': 255,
  'AWS::SES::ConfigurationSet Name': 64,
  'AWS::SNS::Topic TopicName': 256,
  'AWS::SQS::Queue QueueName': 80,
  'AWS::Scheduler::Schedule Name': 64,
  'AWS::SecretsManager::Secret Name': 512,
  'AWS::Synthetics::Canary Name': 255,
};

describe('stages', () => {
  it('protects the data stack of prod from being deleted', () => {
    expect(synthesize('prod').data.terminationProtection).toBe(true);
    expect(synthesize('dev').data.terminationProtection).toBe(false);
  });

  it('makes the same resources on a laptop as in the cloud, but for the user pool', () => {
    const local = synthesize('local').resources;
    const dev = synthesize('dev', {
      jwtIssuer: 'https://id.example.com',
      jwtAudience: 'a',
      jwtTenantClaim: 't',
      userPool: 'none',
    });
    const kinds = (resources: typeof local) => [...resources.values()].map(({ Type }) => Type).sort();

    expect(kinds(local)).toEqual(kinds(dev.resources));
  });

  it('has names that AWS takes, however long the name of the stage is', () => {
    const stage = 'a-name-of-21-letters1';
    const { resources } = synthesize(stage);
    const named = [...resources.values()].flatMap(({ Type, Properties }) =>
      Object.entries(Properties).flatMap(([property, value]) =>
        typeof value === 'string' && value.includes(stage) && /Name$|^Domain$/.test(property)
          ? [{ property: `${Type} ${property}`, value }]
          : [],
      ),
    );

    const tooLong = named.filter(({ property, value }) => value.length > (longest[property] ?? 0));

    expect(stage).toHaveLength(21);
    expect(named.length).toBeGreaterThan(20);
    expect(tooLong).toEqual([]);
  });

  it('stand in the region of the setting, and in its account where one is named', () => {
    const { data, application } = synthesize('dev', { region: 'eu-west-3', account: '123456789012' });

    expect([data, application].map(({ region, account }) => `${region} ${account}`)).toEqual([
      'eu-west-3 123456789012',
      'eu-west-3 123456789012',
    ]);
  });

  it('have an example of their file that a synthesis takes', () => {
    const context: Readonly<Record<string, unknown>> = { stage: 'example' };

    expect(readSettings((name) => context[name], { fileOf: stageFile() })).toMatchObject({ stage: 'example' });
    expect(JSON.parse(readFileSync('stages/example.json', 'utf8'))).toHaveProperty('region');
  });

  it('are told in a sentence of a file that is no JSON object, and need none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bank-sync-stages-'));
    writeFileSync(join(folder, 'staging.json'), '["publicUrl"]');
    writeFileSync(join(folder, 'qa.json'), '{ publicUrl');
    const read = stageFile(folder);

    expect(() => read('staging')).toThrow('stages/staging.json is not one JSON object of settings');
    expect(() => read('qa')).toThrow('stages/qa.json is not one JSON object of settings');
    expect(read('prod')).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it("are found by the operator's terminal where their settings say, with the tables that these name", () => {
    const fileOf = () => ({ region: 'eu-west-3', account: '123456789012', booksTable: 'books-restored' });

    expect(installationOf('cell-1', {}, { fileOf })).toEqual({
      stage: 'cell-1',
      region: 'eu-west-3',
      account: '123456789012',
      tables: { registry: 'ponto-bank-sync-cell-1-registry', books: 'books-restored' },
    });
    expect(installationOf('cell-1', {}, {})).toMatchObject({ region: 'eu-central-1', account: undefined });
    expect(installationOf('local', {}, { fileOf })).toMatchObject({ region: undefined, account: undefined });
  });

  it.each([
    ['every alarm where nothing is said of tickets', {}, { page: 'wake-me', ticket: 'wake-me' }],
    ['pages only where tickets have a topic', { ticketTopicArn: arnOf('desk') }, { page: 'wake-me', ticket: 'desk' }],
    ['pages only where tickets have a reader', { ticketEmail: 'b@example.com' }, { page: 'wake-me', ticket: '' }],
  ])('tells a topic that is configured %s', (_which, tickets, expected) => {
    const { resources } = synthesize('dev', { alarmTopicArn: arnOf('wake-me'), ...tickets });
    const told = (severity: 'page' | 'ticket'): readonly string[] =>
      allAlarms(resources)
        .filter(({ id }) => id.startsWith('FeedAlarmsNoSyncRun') === (severity === 'page'))
        .filter(({ id }) => /^FeedAlarms(NoSyncRun|JobsFail)/.test(id))
        .map(({ Properties }) => String(at(Properties, 'AlarmActions', 0)).replace(arnOf(''), ''));

    expect(told('page')).toEqual([expected.page]);
    // A topic of the stack has no ARN yet.
    expect(told('ticket')).toEqual([expected.ticket === '' ? '[object Object]' : expected.ticket]);
  });

  it.each([
    ['the same reader for both', {}, ['ops@example.com', 'ops@example.com']],
    ['each its own reader', { ticketEmail: 'day@example.com' }, ['ops@example.com', 'day@example.com']],
  ])('makes a topic for what wakes and one for what can wait, and subscribes %s', (_whom, given, readers) => {
    const { resources } = synthesize('dev', { alarmEmail: 'ops@example.com', ...given });
    const subscriptions = ofType(resources, 'AWS::SNS::Subscription');
    const topics = ofType(resources, 'AWS::SNS::Topic').map(({ id }) => id);

    expect(subscriptions.map(({ Properties }) => [Properties['Protocol'], Properties['Endpoint']])).toEqual(
      readers.map((reader) => ['email', reader]),
    );
    expect(subscriptions.map(({ Properties }) => at(Properties, 'TopicArn', 'Ref'))).toEqual(topics);
  });

  it('makes an identity for the mail domain only when one is configured', () => {
    const without = synthesize('dev').resources;
    const withDomain = synthesize('dev', { mailDomain: 'example.com' }).resources;

    expect(ofType(without, 'AWS::SES::EmailIdentity')).toEqual([]);
    expect(ofType(withDomain, 'AWS::SES::EmailIdentity')).toMatchObject([
      { Properties: { EmailIdentity: 'example.com' }, DeletionPolicy: 'Retain' },
    ]);
  });

  it.each([
    ['below the mail domain', {}, 'bounce.example.com'],
    ['that is configured', { mailReturnDomain: 'replies.example.com' }, 'replies.example.com'],
  ])('lets bounces come back to a domain %s, and tells the records for SPF and DMARC', (_what, given, domain) => {
    const { resources, dataTemplate } = synthesize('dev', { mailDomain: 'example.com', ...given });
    const [identity] = ofType(resources, 'AWS::SES::EmailIdentity');
    const outputs = JSON.stringify(at(dataTemplate, 'Outputs'));

    expect(identity?.Properties['MailFromAttributes']).toEqual({
      MailFromDomain: domain,
      // A domain whose records are not there yet keeps no mail back.
      BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    });
    expect(outputs).toContain(`${domain} MX 10 feedback-smtp.`);
    expect(outputs).toContain(`${domain} TXT \\"v=spf1 include:amazonses.com ~all\\"`);
    expect(outputs).toContain('_dmarc.example.com TXT \\"v=DMARC1; p=none\\"');
  });

  it('may mail to recipients that SES has proven while the account is in its sandbox, and to nobody else', () => {
    const mailSandboxRecipients = 'anna@example.org, bakery.example';
    const rights = (given: object) =>
      statementsByRole(synthesize('dev', { ...given }).resources)
        .filter(({ Action }) => Action.includes('ses:SendEmail'))
        .map(({ Resource }) => [...JSON.stringify(Resource).matchAll(/:identity\/([^"]+)/g)].map(([, name]) => name));

    const sender = ['feeds@example.com', 'example.com'];
    const proven = [...sender, 'anna@example.org', 'bakery.example'];

    expect(rights({}).length).toBeGreaterThan(0);
    expect(rights({}).filter((names) => names.join() !== sender.join())).toEqual([]);
    expect(rights({ mailSandboxRecipients }).filter((names) => names.join() !== proven.join())).toEqual([]);
  });
});
