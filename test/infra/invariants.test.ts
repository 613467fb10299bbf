import { existsSync, readFileSync } from 'node:fs';
import { Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { resourceNames } from '../../infra/ops/awsEnvironment.ts';
import { installationOf } from '../../infra/ops/installation.ts';
import { allAlarms, at, ofType, requiredInProd, statementsByRole, synthesize } from './support.ts';

/** What a heading of Markdown is linked by. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

describe.each(['dev', 'prod'] as const)('every resource of stage %s', (stage) => {
  const { data, application, resources, dataResources, text } = synthesize(stage);
  const idsOf = (type: string, isWrong: (properties: Record<string, unknown>) => boolean): readonly string[] =>
    ofType(resources, type)
      .filter(({ Properties }) => isWrong(Properties))
      .map(({ id }) => id);

  it('has resources of every kind that the rules below speak about', () => {
    const kinds = [
      'AWS::ApiGatewayV2::Route',
      'AWS::CloudWatch::Alarm',
      'AWS::DynamoDB::Table',
      'AWS::IAM::Policy',
      'AWS::KMS::Key',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::Scheduler::Schedule',
      'AWS::SecretsManager::Secret',
      'AWS::SQS::Queue',
    ];

    const absent = kinds.filter((kind) => ofType(resources, kind).length === 0);

    expect(absent).toEqual([]);
  });

  it("has the names by which the operator's terminal finds table and queues", () => {
    const named = ['AWS::DynamoDB::Table', 'AWS::SQS::Queue']
      .flatMap((type) => ofType(resources, type))
      .map(({ Properties }) => Properties['TableName'] ?? Properties['QueueName']);

    expect(named).toEqual(expect.arrayContaining(Object.values(resourceNames(installationOf(stage, {}, {})))));
  });

  it('holds no queue without dead letters that is not itself a queue of dead letters', () => {
    const queues = ofType(resources, 'AWS::SQS::Queue');
    const redrives = queues.map(({ Properties }) =>
      at(Properties, 'RedrivePolicy', 'deadLetterTargetArn', 'Fn::GetAtt', 0),
    );
    const scheduled = ofType(resources, 'AWS::Scheduler::Schedule').map(({ Properties }) =>
      at(Properties, 'Target', 'DeadLetterConfig', 'Arn', 'Fn::GetAtt', 0),
    );

    const lost = queues
      .filter((_, index) => redrives[index] === undefined)
      .filter(({ id }) => ![...redrives, ...scheduled].includes(id));

    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it('takes nothing on a queue over a line that is not encrypted', () => {
    const guarded = ofType(resources, 'AWS::SQS::QueuePolicy').flatMap(({ Properties }) =>
      at(Properties, 'PolicyDocument', 'Statement', 0, 'Condition', 'Bool', 'aws:SecureTransport') === 'false'
        ? [at(Properties, 'Queues', 0, 'Ref')]
        : [],
    );

    const open = ofType(resources, 'AWS::SQS::Queue').filter(({ id }) => !guarded.includes(id));

    expect(open.map(({ id }) => id)).toEqual([]);
  });

  it('keeps no log for ever', () => {
    const endless = idsOf('AWS::Logs::LogGroup', ({ RetentionInDays }) => typeof RetentionInDays !== 'number');

    expect(endless).toEqual([]);
  });

  it('runs every function on Node.js 24 and arm64, with a log group of its own', () => {
    const wrong = idsOf(
      'AWS::Lambda::Function',
      (properties) =>
        properties['Runtime'] !== 'nodejs24.x' ||
        at(properties, 'Architectures', 0) !== 'arm64' ||
        properties['Handler'] !== 'index.handler',
    );
    const groups = ofType(resources, 'AWS::Lambda::Function').map(({ Properties }) =>
      at(Properties, 'LoggingConfig', 'LogGroup', 'Ref'),
    );

    expect(wrong).toEqual([]);
    expect(groups).not.toContain(undefined);
    expect(new Set(groups).size).toBe(groups.length);
  });

  it('gives every function a role that no other one has', () => {
    const roles = ofType(resources, 'AWS::Lambda::Function').map(({ Properties }) =>
      at(Properties, 'Role', 'Fn::GetAtt', 0),
    );

    expect(roles).not.toContain(undefined);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it('attaches no managed policy and no inline one to a role', () => {
    const wide = idsOf('AWS::IAM::Role', (properties) => 'ManagedPolicyArns' in properties || 'Policies' in properties);

    expect(wide).toEqual([]);
  });

  it('allows no action by wildcard, and everything only for traces, which have no resources', () => {
    const statements = statementsByRole(resources);

    const byWildcard = statements.filter(({ Action }) => Action.some((action) => action.includes('*')));
    const onEverything = statements.filter(({ Resource }) => JSON.stringify(Resource).includes('"*"'));

    expect(byWildcard).toEqual([]);
    expect(new Set(onEverything.flatMap(({ Action }) => Action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
  });

  it('says in every alarm who is hurt, and where to read on: a heading that is there', () => {
    const headingsOf = (file: string): readonly string[] =>
      existsSync(file)
        ? [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading))
        : [];
    const base = stage === 'prod' ? requiredInProd.runbookUrl : 'docs/runbooks';
    const mute = allAlarms(resources)
      .map(({ Properties }) => String(Properties['AlarmDescription']))
      .filter((description) => {
        const [, file = '', heading = ''] = /^\S.{20,}\. Runbook: (\S+\/[a-z-]+\.md)#(\S+)$/.exec(description) ?? [];
        return !headingsOf(file.replace(base, 'docs/runbooks')).includes(heading);
      });

    expect(mute).toEqual([]);
  });

  it('tells of every alarm, and of its end, at the topic of its severity', () => {
    const topics = ofType(resources, 'AWS::SNS::Topic').map(({ id, Properties }) => [id, Properties['TopicName']]);
    const wrong = allAlarms(resources).filter(({ Properties }) => {
      const [goesOff, isOver] = ['AlarmActions', 'OKActions'].map((actions) => at(Properties, actions));
      const known = topics.some(([id]) => id === at(goesOff, 0, 'Ref'));
      return !known || JSON.stringify(goesOff) !== JSON.stringify(isOver) || at(goesOff, 1) !== undefined;
    });

    expect(topics.map(([, name]) => name)).toEqual([
      `ponto-bank-sync-${stage}-alarms`,
      `ponto-bank-sync-${stage}-tickets`,
    ]);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('watches the errors of every function', () => {
    const watched = ofType(resources, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) =>
      at(Properties, 'MetricName') === 'Errors'
        ? [at(Properties, 'Dimensions', 0, 'Value', 'Ref'), at(Properties, 'Dimensions', 0, 'Value')]
        : [],
    );

    const unwatched = ofType(resources, 'AWS::Lambda::Function').filter(
      ({ id, Properties }) => !watched.includes(id) && !watched.includes(Properties['FunctionName']),
    );

    expect(unwatched.map(({ id }) => id)).toEqual([]);
  });

  it('keeps what holds something in the data stack when the stack goes, or would be replaced', () => {
    const kept = [...dataResources].filter(
      ([, { DeletionPolicy, UpdateReplacePolicy }]) => DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
    );
    const loose = [...dataResources].filter(([id]) => !kept.some(([keptId]) => keptId === id));

    expect([...new Set(loose.map(([, { Type }]) => Type))].toSorted()).toEqual([
      'AWS::Cognito::UserPoolDomain',
      'AWS::Cognito::UserPoolResourceServer',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
    ]);
  });

  it('can put every table back to any moment of the last 35 days, and none can be deleted', () => {
    const unsafe = idsOf(
      'AWS::DynamoDB::Table',
      (properties) =>
        at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') !== true ||
        at(properties, 'PointInTimeRecoverySpecification', 'RecoveryPeriodInDays') !== 35 ||
        properties['DeletionProtectionEnabled'] !== true,
    );

    expect(unsafe).toEqual([]);
  });

  it('drops items by time from the registry only, never from the books', () => {
    const expiring = ofType(resources, 'AWS::DynamoDB::Table').map(({ Properties }) => [
      Properties['TableName'],
      at(Properties, 'TimeToLiveSpecification', 'AttributeName'),
    ]);

    expect(Object.fromEntries(expiring)).toEqual({
      [`ponto-bank-sync-${stage}-registry`]: 'expiresAtEpochSeconds',
      [`ponto-bank-sync-${stage}-books`]: undefined,
    });
  });

  it('changes its key by itself once a year', () => {
    const still = idsOf('AWS::KMS::Key', ({ EnableKeyRotation }) => EnableKeyRotation !== true);

    expect(still).toEqual([]);
  });

  it('writes no secret into a template', () => {
    const written = idsOf('AWS::SecretsManager::Secret', (properties) => 'SecretString' in properties);

    expect(written).toEqual([]);
    expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
    expect(text).not.toContain('resolve:secretsmanager');
  });

  it('makes nothing that needs a function of the CDK at deployment', () => {
    const custom = [...resources.values()].filter(
      ({ Type }) => Type.includes('CustomResource') || /^Custom::/.test(Type),
    );

    expect(custom).toEqual([]);
  });

  it('tags what can be tagged with service and stage', () => {
    const untagged = [...resources].filter(
      ([, { Type, Properties }]) =>
        ['AWS::Lambda::Function', 'AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::IAM::Role'].includes(Type) &&
        !JSON.stringify(Properties['Tags'] ?? []).includes(`{"Key":"stage","Value":"${stage}"}`),
    );

    expect(untagged.map(([id]) => id)).toEqual([]);
  });

  it('leaves no finding of the AWS Solutions checks that is not acknowledged beside its resource', () => {
    const findings = [data, application].flatMap((stack) => new AwsSolutionsChecks().validateScope(stack).violations);

    expect(findings).toEqual([]);
  });

  it('gives a reason with every acknowledgement', () => {
    const reasons = [data, application]
      .flatMap((stack) => stack.node.findAll())
      .flatMap((construct) => construct.node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .map(({ data: acknowledgement }) => JSON.stringify(acknowledgement));

    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => reason.length < 60)).toEqual([]);
  });
});
