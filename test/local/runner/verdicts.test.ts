import { stackOf } from '../../../local/runner/template/assembly.ts';
import { resolversOf } from '../../../local/runner/template/resolve.ts';
import { verdictsOn } from '../../../local/runner/template/verdicts.ts';

const accountId = '111122223333';
const place = {
  region: 'eu-central-1',
  accountId,
  publicUrl: 'https://feeds.example.com',
  queueUrl: (name: string) => `https://sqs.eu-central-1.amazonaws.com/${accountId}/${name}`,
};
const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-central-1:${accountId}:${rest}`;

const verdictsOf = (resources: object) =>
  verdictsOn(resolversOf([stackOf('Planted', { Resources: resources })], place));

/** What `enforceSSL` of the CDK writes, and nothing else. */
const denyWithoutTls = (action: string) => ({
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: action,
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

const topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } };
const alarm = (name: string) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { AlarmName: name, AlarmActions: [{ Ref: 'Topic' }], OKActions: [{ Ref: 'Topic' }] },
});
const topicPolicy = (...statements: readonly object[]) => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: statements } },
});
const publishedBy = (alarms: string, account: string = accountId) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: { Ref: 'Topic' },
  Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': alarms } },
});

describe('an alarm and its topic', () => {
  it('is heard through the policy that SNS gives a topic without one', () => {
    expect(verdictsOf({ Topic: topic, Errors: alarm('errors') }).refused).toEqual([]);
  });

  it('is heard by nobody once the topic has a policy that denies calls without TLS, and nothing else', () => {
    const { refused } = verdictsOf({
      Topic: topic,
      Errors: alarm('errors'),
      Policy: topicPolicy(denyWithoutTls('sns:Publish')),
    });

    expect(refused).toEqual([
      'Errors (target): cloudwatch.amazonaws.com is not authorized to perform: sns:Publish on resource: ' +
        `${arn('sns', 'alarms')} because no resource-based policy allows the sns:Publish action`,
    ]);
  });

  it.each([
    ['alarms of that name', arn('cloudwatch', 'alarm:err*'), accountId, []],
    ['other alarms', arn('cloudwatch', 'alarm:quiet'), accountId, ['Errors']],
    ['alarms of another region', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*', accountId, ['Errors']],
    ['another account', arn('cloudwatch', 'alarm:*'), '999999999999', ['Errors']],
  ])('is heard where the policy lets in %s: %s of %s', (_what, alarms, account, guilty) => {
    const { refused } = verdictsOf({
      Topic: topic,
      Errors: alarm('errors'),
      Policy: topicPolicy(denyWithoutTls('sns:Publish'), publishedBy(alarms, account)),
    });

    expect(refused.map((said) => said.split(' ')[0])).toEqual(guilty);
  });

  it('is judged when it is composed of others, and when only its end is told', () => {
    const composite = { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { OKActions: [{ Ref: 'Topic' }] } };

    const { refused } = verdictsOf({
      Topic: topic,
      Page: composite,
      Policy: topicPolicy(denyWithoutTls('sns:Publish')),
    });

    expect(refused.map((said) => said.split(' ')[0])).toEqual(['Page']);
  });

  it('is heard by nobody through a key that AWS manages, or one that does not let CloudWatch in', () => {
    const key = {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${accountId}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
      },
    };
    const sealedBy = (KmsMasterKeyId: unknown) =>
      verdictsOf({
        Topic: { ...topic, Properties: { ...topic.Properties, KmsMasterKeyId } },
        Errors: alarm('errors'),
        Key: key,
      }).refused.map((said) => /perform: (\S+)/.exec(said)?.[1]);

    expect(sealedBy('alias/aws/sns')).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
    expect(sealedBy({ 'Fn::GetAtt': ['Key', 'Arn'] })).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
  });
});

describe('a rule, its function and its dead letters', () => {
  const rule = {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: 'bounces',
      EventPattern: { source: ['aws.ses'] },
      Targets: [
        {
          Id: 'a',
          Arn: { 'Fn::GetAtt': ['Feedback', 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
        },
      ],
    },
  };
  const lambda = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'feedback' } };
  const queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } };
  const permission = (source: string) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { 'Fn::GetAtt': ['Feedback', 'Arn'] },
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: source,
    },
  });
  const queuePolicy = (...statements: readonly object[]) => ({
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'DeadLetters' }], PolicyDocument: { Statement: statements } },
  });
  const sentBy = (source: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
    Condition: { ArnEquals: { 'aws:SourceArn': source } },
  });
  const own = arn('events', 'rule/bounces');
  const planted = (parts: object) => verdictsOf({ Rule: rule, Feedback: lambda, DeadLetters: queue, ...parts });

  it('are reached where permission and queue name the rule', () => {
    const { refused, open } = planted({ May: permission(own), Policy: queuePolicy(sentBy(own)) });

    expect(refused).toEqual([]);
    expect(open).toEqual([]);
  });

  it.each([
    [
      'the permission names another rule',
      { May: permission(arn('events', 'rule/other')), Policy: queuePolicy(sentBy(own)) },
      ['target'],
    ],
    ['the function has no permission', { Policy: queuePolicy(sentBy(own)) }, ['target']],
    [
      'the queue names another rule',
      { May: permission(own), Policy: queuePolicy(sentBy(arn('events', 'rule/other'))) },
      ['dead letters'],
    ],
    ['the queue has no policy', { May: permission(own) }, ['dead letters']],
    [
      'the queue denies what it allows',
      { May: permission(own), Policy: queuePolicy(sentBy(own), { ...denyWithoutTls('sqs:*'), Condition: {} }) },
      ['dead letters'],
    ],
  ])('are not reached where %s', (_what, parts, purposes) => {
    expect(planted(parts).refused.map((said) => /\((.*?)\)/.exec(said)?.[1])).toEqual(purposes);
  });

  it('are closed to strangers: a permission for a service without a source is one for everybody who uses it', () => {
    const { source: _source, ...wide } = { source: own, ...sentBy(own) };
    const { open } = planted({
      May: permission('*'),
      Policy: queuePolicy({ ...wide, Condition: {} }, { ...wide, Principal: '*', Condition: {} }),
    });

    expect(open).toHaveLength(3);
  });

  it('stop the look where a queue has two policies, of which AWS keeps the last', () => {
    const two = { A: queuePolicy(sentBy(own)), B: queuePolicy(denyWithoutTls('sqs:*')) };

    expect(() => planted({ May: permission(own), ...two })).toThrow(/more than one policy/);
  });

  it('stop the look where a policy has a form that is not known', () => {
    const strange = { ...sentBy(own), Condition: { StringEqualsIfExists: { 'aws:SourceArn': own } } };

    expect(() => planted({ May: permission(own), Policy: queuePolicy(strange) })).toThrow(/not known locally/);
  });
});

describe('a schedule and its role', () => {
  const planted = (trust: object, action: string) =>
    verdictsOf({
      Daily: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'cron(0 6 * * ? *)',
          Target: { Arn: { 'Fn::GetAtt': ['Alert', 'Arn'] }, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        },
      },
      Alert: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'alert' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'scheduler.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: trust,
              },
            ],
          },
        },
      },
      RolePolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: action, Resource: { 'Fn::GetAtt': ['Alert', 'Arn'] } }],
          },
        },
      },
    }).refused.map((said) => /\((.*?)\)/.exec(said)?.[1]);
  const ofAccount = { StringEquals: { 'aws:SourceAccount': accountId } };

  it('is fired by a role that Scheduler may take on, and that may invoke', () => {
    expect(planted(ofAccount, 'lambda:InvokeFunction')).toEqual([]);
  });

  it('is fired by no role that may do something else', () => {
    expect(planted(ofAccount, 'lambda:GetFunction')).toEqual(['target']);
  });

  it('is fired by no role that trusts one schedule: Scheduler comes for the group', () => {
    const oneSchedule = { ArnEquals: { 'aws:SourceArn': arn('scheduler', 'schedule/default/daily') } };
    const itsGroup = { ArnEquals: { 'aws:SourceArn': arn('scheduler', 'schedule-group/default') } };

    expect(planted(oneSchedule, 'lambda:InvokeFunction')).toEqual(['trust']);
    expect(planted(itsGroup, 'lambda:InvokeFunction')).toEqual([]);
  });
});

it('a function reads no queue that denies it, whatever its role may', () => {
  const planted = (Condition: object) =>
    verdictsOf({
      Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Work' }],
          PolicyDocument: { Statement: [{ ...denyWithoutTls('sqs:*'), Condition }] },
        },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: {} },
      RolePolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'Role' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
                Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
              },
            ],
          },
        },
      },
      Worker: {
        Type: 'AWS::Lambda::Function',
        Properties: { FunctionName: 'worker', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      },
      Consumer: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] }, FunctionName: { Ref: 'Worker' } },
      },
    }).refused.filter((said) => said.startsWith('Consumer'));

  expect(planted({ Bool: { 'aws:SecureTransport': 'false' } })).toEqual([]);
  expect(planted({})).toHaveLength(3);
});

describe('a queue and where its dead letters go', () => {
  it.each([
    ['takes those of that queue', { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', 'work')] }, 0],
    ['takes those of another queue', { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', 'other')] }, 1],
    ['takes none', { redrivePermission: 'denyAll' }, 1],
  ])('is judged: one that %s', (_what, RedriveAllowPolicy, refusals) => {
    const { refused } = verdictsOf({
      Work: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'work',
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 },
        },
      },
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead', RedriveAllowPolicy } },
    });

    expect(refused).toHaveLength(refusals);
  });
});
