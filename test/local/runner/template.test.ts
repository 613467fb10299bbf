import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly, type Stack } from '../../../local/runner/template/assembly.ts';
import { resolveDeployment } from '../../../local/runner/template/deployment.ts';
import { StackResolver } from '../../../local/runner/template/resolve.ts';
import { aFixtureAssembly } from './aFixtureAssembly.ts';

const place = {
  region: 'eu-central-1',
  accountId: '000000000000',
  publicUrl: 'http://localhost:3000',
  queueUrl: (name: string) => `http://127.0.0.1:4000/000000000000/${name}`,
};

const aStack = (parts: Partial<Stack['template']>): Stack => ({
  name: 'Example',
  template: { Parameters: {}, Mappings: {}, Conditions: {}, Resources: {}, Outputs: {}, ...parts },
  assets: new Map(),
});

describe('intrinsics', () => {
  const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } };
  const stack = aStack({
    Parameters: { Size: { Type: 'String', Default: 'small' }, Needed: { Type: 'String' } },
    Mappings: { Sizes: { 'eu-central-1': { small: '1' } } },
    Conditions: {
      InRegion: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'InRegion' }] },
      Either: { 'Fn::Or': [{ Condition: 'Elsewhere' }, { 'Fn::Equals': ['a', 'a'] }] },
      Both: { 'Fn::And': [{ Condition: 'Elsewhere' }, { Condition: 'InRegion' }] },
    },
    Resources: {
      Work: queue,
      Unnamed: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      Key: { Type: 'AWS::KMS::Key', Properties: {} },
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/work' } },
      Absent: { ...queue, Condition: 'Elsewhere' },
    },
  });
  const resolver = new StackResolver(stack, place, { 'Data:Name': 'books' });

  it.each([
    [{ Ref: 'Work' }, 'http://127.0.0.1:4000/000000000000/work'],
    [{ Ref: 'Unnamed' }, 'Example-Unnamed'],
    [{ Ref: 'Size' }, 'small'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:work'],
    [{ 'Fn::GetAtt': ['Log', 'Arn'] }, 'arn:aws:logs:eu-central-1:000000000000:log-group:/work:*'],
    [{ 'Fn::GetAtt': 'Unnamed.Arn' }, 'arn:aws:dynamodb:eu-central-1:000000000000:table/Example-Unnamed'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Size' }]] }, 'a-small'],
    [{ 'Fn::Sub': '${AWS::Region}/${Work.QueueName}/${!literal}' }, 'eu-central-1/work/${literal}'],
    [{ 'Fn::Sub': ['${one}-${Size}', { one: { Ref: 'Size' } }] }, 'small-small'],
    [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': [2, { 'Fn::Split': [':', 'a:b:c'] }] }, 'c'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, '1'],
    [{ 'Fn::ImportValue': { 'Fn::Sub': 'Data:Name' } }, 'books'],
    [{ 'Fn::If': ['InRegion', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Elsewhere', 'yes', 'no'] }, 'no'],
    [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
    [{ kept: 1, left: { 'Fn::If': ['Elsewhere', 1, { Ref: 'AWS::NoValue' }] } }, { kept: 1 }],
    [['a', { Ref: 'AWS::NoValue' }], ['a']],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
  ])('%j becomes %j', (value, expected) => {
    expect(resolver.resolve(value)).toEqual(expected);
  });

  it.each([
    [{ 'Fn::Cidr': ['a', 1] }, 'Fn::Cidr'],
    [{ Ref: 'Nowhere' }, 'Nowhere'],
    [{ Ref: 'Needed' }, 'Needed'],
    [{ Ref: 'AWS::Unknown' }, 'AWS::Unknown'],
    [{ 'Fn::GetAtt': ['Key', 'Nothing'] }, 'Key.Nothing'],
    [{ 'Fn::ImportValue': 'Data:Other' }, 'Data:Other'],
    ['{{resolve:ssm:/a}}', 'dynamic references'],
  ])('%j stops the start, and the error names it', (value, named) => {
    expect(() => resolver.resolve(value)).toThrow(named);
  });

  it('gives a resource the same name at every start', () => {
    const again = new StackResolver(stack, place, {});

    expect(again.physical('Key')).toEqual(resolver.physical('Key'));
    expect(resolver.physical('Key').ref).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('leaves out resources whose condition does not hold', () => {
    expect(resolver.resourcesOf('AWS::SQS::Queue')).toEqual(['Work']);
  });
});

describe('the deployment of an assembly', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ponto-template-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const deployment = resolveDeployment(readAssembly(aFixtureAssembly(directory)), place);

  it('has the tables, queues, secrets and functions of all stacks, with what one exports to the other', () => {
    expect(deployment.tables.map(({ TableName }) => TableName)).toEqual(['Fixture-Data-Jobs']);
    expect(deployment.secrets).toEqual([
      { name: 'fixture/platform', arn: expect.stringContaining('fixture/platform') },
    ]);
    expect(deployment.queues).toEqual([
      { QueueName: 'fixture-dead-letters', VisibilityTimeout: 30 },
      {
        QueueName: 'fixture-work',
        VisibilityTimeout: 600,
        RedrivePolicy: {
          deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:fixture-dead-letters',
          maxReceiveCount: 2,
        },
      },
    ]);
    expect(deployment.functions.find(({ name }) => name === 'produce')).toMatchObject({
      environment: {
        JOBS_TABLE: 'Fixture-Data-Jobs',
        QUEUE_URL: 'http://127.0.0.1:4000/000000000000/fixture-work',
      },
      timeoutSeconds: 2,
      handlerName: 'handler',
      modulePath: expect.stringMatching(/produce\/index\.mjs$/),
    });
  });

  it('has routes with their authorizer, schedules by the frequency in their input, and the consumer of the queue', () => {
    expect(deployment.routes).toContainEqual({
      key: 'ANY /v1/{proxy+}',
      functionName: 'echo',
      timeoutMs: 30_000,
      authorizer: { issuer: 'https://issuer.example', audience: ['fixture'] },
      deliveries: [expect.objectContaining({ from: 'Guarded' })],
    });
    expect(deployment.schedules).toEqual([
      {
        name: 'daily',
        expression: 'cron(40 8 * * ? *)',
        timeZone: 'Europe/Brussels',
        enabled: true,
        functionName: 'produce',
        input: '{"frequency":"daily","time":"<aws.scheduler.scheduled-time>"}',
        deliveries: expect.arrayContaining([expect.objectContaining({ from: 'Daily', purpose: 'target' })]),
      },
    ]);
    expect(deployment.eventSources).toEqual([
      {
        queueName: 'fixture-work',
        functionName: 'consume',
        batchSize: 2,
        partialFailures: true,
        maximumConcurrency: 2,
      },
    ]);
  });

  it('says which resource cannot be run and why', () => {
    const stack = aStack({
      Resources: { Odd: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f' } } },
    });

    expect(() => resolveDeployment([stack], place)).toThrow(/Example: Odd cannot be run locally[^]*EventSourceArn/);
  });
});
