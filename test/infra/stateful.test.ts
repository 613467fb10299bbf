import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { replacedBy } from './statefulTypes.ts';
import { at, synthesize, type Resource } from './support.ts';

/** Hold nothing that a deployment could not make again. */
const stateless: readonly string[] = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Scheduler::Schedule',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SNS::Subscription',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

const { resources } = synthesize('prod', { mailDomain: 'example.com' });

const keyAttributes = (properties: Resource['Properties']): unknown => {
  const named = z.array(z.looseObject({ AttributeName: z.string() }));
  const keys = named.parse(properties['KeySchema']).map(({ AttributeName }) => AttributeName);
  return named.parse(properties['AttributeDefinitions']).filter(({ AttributeName }) => keys.includes(AttributeName));
};

const pinOf = ({ Type, Properties }: Resource): object => ({
  type: Type,
  ...Object.fromEntries(
    (replacedBy[Type] ?? [])
      .map((name) => [name, name === 'KeyAttributes' ? keyAttributes(Properties) : at(Properties, name)] as const)
      .filter(([, value]) => value !== undefined),
  ),
});

describe('what holds something', () => {
  it('keeps its logical id and everything that would replace it, as test/infra/stateful.json has them', () => {
    const pins = z
      .object({ howToChange: z.string(), pins: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('test/infra/stateful.json', 'utf8')));

    const found = Object.fromEntries(
      [...resources].filter(([, { Type }]) => Type in replacedBy).map(([id, resource]) => [id, pinOf(resource)]),
    );

    // A difference means that a deployment would lose data. Read "howToChange" in the file before you touch it.
    expect(found).toEqual(pins.pins);
  });

  it('is told from what does not: every type of resource stands in one of the two lists', () => {
    const unknown = [...resources.values()]
      .map(({ Type }) => Type)
      .filter((type) => !(type in replacedBy) && !stateless.includes(type));

    expect([...new Set(unknown)]).toEqual([]);
  });
});
