import * as z from 'zod';
import { whatPolicySays } from '../../local/cloud/iam/judgeCall.ts';
import { stackOf } from '../../local/runner/template/assembly.ts';
import { deliveriesIn } from '../../local/runner/template/deliveries.ts';
import { resolversOf } from '../../local/runner/template/resolve.ts';
import { resourcePoliciesIn } from '../../local/runner/template/resourcePolicies.ts';
import { verdictsOn } from '../../local/runner/template/verdicts.ts';
import { synthesize } from './support.ts';

const place = {
  region: 'eu-central-1',
  accountId: '111122223333',
  publicUrl: 'https://feeds.example.com',
  queueUrl: (name: string) => `https://sqs.eu-central-1.amazonaws.com/111122223333/${name}`,
};

const resolversFor = (...given: Parameters<typeof synthesize>) => {
  const { data, application, dataTemplate, template } = synthesize(...given);
  return resolversOf([stackOf(data.stackName, dataTemplate), stackOf(application.stackName, template)], place);
};

const certificateArn = `arn:aws:acm:eu-central-1:${place.accountId}:certificate/one`;

describe.each([
  ['dev', {}],
  ['prod', {}],
  ['prod', { alarmEmail: 'nights@example.com', mailDomain: 'example.com', certificateArn }],
  ['prod', { backupCopyVaultArn: 'arn:aws:backup:eu-central-1:999988887777:backup-vault:copies' }],
  ['prod', { jwtIssuer: 'https://login.example.com', jwtAudience: 'feeds', jwtTenantClaim: 'tenant' }],
] as const)('what services bring to each other in stage %s with %j', (stage, context) => {
  const resolvers = resolversFor(stage, context);

  it('is let in by the policies of whatever they bring it to', () => {
    expect(verdictsOn(resolvers).refused).toEqual([]);
  });

  it('goes to nothing that stands outside of the stacks', () => {
    expect(verdictsOn(resolvers).elsewhere).toEqual([]);
  });

  it('is brought for this account only: nothing is open to strangers', () => {
    expect(verdictsOn(resolvers).open).toEqual([]);
  });

  it('may be sealed and opened by whom IAM lets: every key leaves that to the account', () => {
    const policies = resourcePoliciesIn(resolvers);
    const keys = policies.filter(({ resource }) => resource.startsWith('arn:aws:kms:'));
    const caller = { roleArn: `arn:aws:iam::${place.accountId}:role/any`, statements: [] };

    const shut = keys.filter((policy) =>
      ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'].some(
        (action) => whatPolicySays(policy, { caller, action, resource: policy.resource, context: {} }) !== 'delegates',
      ),
    );

    expect(keys).not.toEqual([]);
    expect(shut).toEqual([]);
  });

  it('is of every kind that the policies speak of', () => {
    const kinds = deliveriesIn(resolvers).map(({ purpose, call }) =>
      [purpose, 'service' in call.caller ? call.caller.service : 'a role', call.action].join(' '),
    );

    expect(kinds).toEqual(
      expect.arrayContaining([
        'target apigateway.amazonaws.com lambda:InvokeFunction',
        'target events.amazonaws.com lambda:InvokeFunction',
        'dead letters events.amazonaws.com sqs:SendMessage',
        'trust scheduler.amazonaws.com sts:AssumeRole',
        'target a role lambda:InvokeFunction',
        'dead letters a role sqs:SendMessage',
        'trust lambda.amazonaws.com sts:AssumeRole',
        'target a role sqs:ReceiveMessage',
        'target cloudwatch.amazonaws.com sns:Publish',
      ]),
    );
  });
});

it('what alarms bring to a topic of somebody else is told, for its owner to let in', () => {
  const alarmTopicArn = `arn:aws:sns:eu-central-1:${place.accountId}:nights`;

  const { elsewhere, refused } = verdictsOn(resolversFor('dev', { alarmTopicArn }));

  expect(refused).toEqual([]);
  expect(elsewhere.length).toBeGreaterThan(0);
  expect(elsewhere.filter((said) => !said.endsWith(`sns:Publish ${alarmTopicArn}`))).toEqual([]);
});

it('rights of a role fit what IAM takes, however many recipients SES has proven', () => {
  const longest = Array.from({ length: 50 }, (_, index) => `${'a'.repeat(24)}-${10 + index}@example.com`);
  const mailSandboxRecipients = longest.join().slice(0, 2_000);
  const resolvers = resolversFor('prod', { mailSandboxRecipients, alarmEmail: 'nights@example.com' });
  const document = z.object({ PolicyDocument: z.unknown() });
  const sizesOf = (type: string): readonly number[] =>
    resolvers.flatMap((resolver) =>
      Object.entries(resolver.stack.template.Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id]) => JSON.stringify(resolver.properties(id, document).PolicyDocument).length),
    );

  // White space is not counted.
  expect(mailSandboxRecipients.length).toBe(1_999);
  expect(Math.max(...sizesOf('AWS::IAM::Policy'))).toBeLessThanOrEqual(10_240);
  expect(Math.max(0, ...sizesOf('AWS::IAM::ManagedPolicy'))).toBeLessThanOrEqual(6_144);
});
