import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const functions = ['echo', 'unruly', 'consume', 'produce'] as const;
type FixtureFunction = (typeof functions)[number];

const code = join(import.meta.dirname, 'fixture');
const logicalId = (name: FixtureFunction): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;

const lambda = (name: FixtureFunction, environment: object, timeoutSeconds = 2) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: timeoutSeconds,
    MemorySize: 128,
    Environment: { Variables: environment },
    Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: `hash-of-${name}.zip` },
  },
});

const may = (action: string | readonly string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

const role = (name: FixtureFunction, ...statements: readonly object[]) => ({
  [`${name}Role`]: { Type: 'AWS::IAM::Role', Properties: {} },
  ...(statements.length > 0 && {
    [`${name}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyDocument: { Statement: statements }, Roles: [{ Ref: `${name}Role` }] },
    },
  }),
});

/** Who may invoke a function of the fixture. */
const permission = (name: FixtureFunction, path = '*') => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName: { 'Fn::GetAtt': [logicalId(name), 'Arn'] },
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': ['arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*', path].join('') },
  },
});

const integration = (name: FixtureFunction, timeoutMs = 30_000) => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: { Ref: 'Api' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [logicalId(name), 'Arn'] },
    PayloadFormatVersion: '2.0',
    TimeoutInMillis: timeoutMs,
  },
});

const route = (key: string, name: string, isPublic = true) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${name}Integration` }]] },
    ...(isPublic ? { AuthorizationType: 'NONE' } : { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Authorizer' } }),
  },
});

const dataTemplate = {
  Resources: {
    Jobs: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expiresAtEpochSeconds', Enabled: true },
      },
    },
    Platform: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'fixture/platform' } },
  },
  Outputs: {
    JobsName: { Value: { Ref: 'Jobs' }, Export: { Name: 'Fixture-Data:JobsName' } },
    JobsArn: { Value: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, Export: { Name: 'Fixture-Data:JobsArn' } },
    Secret: { Value: { Ref: 'Platform' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Secret' } } },
  },
};

const jobsTable = { 'Fn::ImportValue': 'Fixture-Data:JobsName' };

const applicationTemplate = {
  Resources: {
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fixture-dead-letters' } },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'fixture-work',
        VisibilityTimeout: 600,
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
          maxReceiveCount: 2,
        },
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'fixture-bus' } },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    ...role('echo'),
    ...role('unruly'),
    ...role(
      'consume',
      may('dynamodb:UpdateItem', { 'Fn::ImportValue': 'Fixture-Data:JobsArn' }),
      may(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], {
        'Fn::GetAtt': ['Work', 'Arn'],
      }),
    ),
    ...role(
      'produce',
      may(['dynamodb:Query', 'dynamodb:PutItem'], { 'Fn::ImportValue': 'Fixture-Data:JobsArn' }),
      may('sqs:SendMessage', { 'Fn::GetAtt': ['Work', 'Arn'] }),
    ),
    EchoFunction: lambda('echo', {
      TENANT_CLAIM: 'tenantId',
      PONTO_SECRET_ID: { 'Fn::ImportValue': 'Fixture-Data:Secret' },
      KEY_ARN: { 'Fn::GetAtt': ['Key', 'Arn'] },
    }),
    UnrulyFunction: lambda('unruly', {}),
    // Time enough on a machine with other things to do: an honest batch that runs out of it is begun twice.
    ConsumeFunction: lambda('consume', { JOBS_TABLE: jobsTable }, 4),
    ProduceFunction: lambda('produce', { JOBS_TABLE: jobsTable, QUEUE_URL: { Ref: 'Work' } }),
    Consumer: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        BatchSize: 2,
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        FunctionName: { Ref: 'ConsumeFunction' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    },
    Daily: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'cron(40 8 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Brussels',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: { 'Fn::GetAtt': ['ProduceFunction', 'Arn'] },
          RoleArn: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
          Input: '{"frequency":"daily","time":"<aws.scheduler.scheduled-time>"}',
        },
      },
    },
    SchedulerRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { Service: 'scheduler.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    SchedulerPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: {
          Statement: [
            may('lambda:InvokeFunction', { 'Fn::GetAtt': ['ProduceFunction', 'Arn'] }),
            may('sqs:SendMessage', { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }),
          ],
        },
        Roles: [{ Ref: 'SchedulerRole' }],
      },
    },
    EchoPermission: permission('echo'),
    UnrulyPermission: permission('unruly', '/*'),
    ProducePermission: permission('produce', '/jobs'),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Authorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Audience: ['fixture'], Issuer: 'https://issuer.example' },
      },
    },
    echoIntegration: integration('echo'),
    unrulyIntegration: integration('unruly'),
    impatientIntegration: integration('unruly', 100),
    produceIntegration: integration('produce'),
    PublicEcho: route('GET /public/{id}', 'echo'),
    EchoPost: route('POST /public/{id}', 'echo'),
    Guarded: route('ANY /v1/{proxy+}', 'echo', false),
    Unruly: route('GET /unruly/{way}', 'unruly'),
    Impatient: route('GET /impatient/{way}', 'impatient'),
    Jobs: route('GET /jobs', 'produce'),
    /** The permission of its function speaks of another path. */
    Shut: route('GET /shut', 'produce'),
    PutJobs: route('POST /jobs', 'produce'),
  },
};

/** Two stacks as `cdk synth` would write them, small enough to start in a moment. */
export const aFixtureAssembly = (directory: string): string => {
  mkdirSync(directory, { recursive: true });
  const write = (name: string, content: unknown): void => writeFileSync(join(directory, name), JSON.stringify(content));
  const files = functions.map((name) => [`hash-of-${name}`, { source: { path: join(code, name) } }]);
  write('Fixture-Data.template.json', dataTemplate);
  write('Fixture-Application.template.json', applicationTemplate);
  write('Fixture-Application.assets.json', { files: Object.fromEntries(files) });
  write('manifest.json', {
    artifacts: {
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      'Fixture-Application.assets': {
        type: 'cdk:asset-manifest',
        properties: { file: 'Fixture-Application.assets.json' },
      },
      'Fixture-Application': {
        type: 'aws:cloudformation:stack',
        dependencies: ['Fixture-Data', 'Fixture-Application.assets'],
        properties: { templateFile: 'Fixture-Application.template.json' },
      },
      'Fixture-Data': {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Fixture-Data.template.json' },
      },
    },
  });
  return directory;
};
