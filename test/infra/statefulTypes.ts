/**
 * What makes CloudFormation put a new, empty resource in the place of one that holds something: a changed logical id, or
 * a change of one of these properties ("Update requires: Replacement" in the resource reference). Properties that
 * CloudFormation refuses to change at all stand here as well.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const replacedBy: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'Schema', 'UsernameAttributes', 'UsernameConfiguration'],
  'AWS::Cognito::UserPoolClient': ['GenerateSecret', 'UserPoolId'],
  'AWS::Cognito::UserPoolDomain': ['Domain', 'UserPoolId'],
  'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'UserPoolId'],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeyAttributes', 'KeySchema', 'TableName'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::KMS::Alias': ['AliasName'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SNS::Topic': ['FifoTopic', 'TopicName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
};

/** Of these the name is all that they hold: they may go with what they belong to, and come again under it. */
export const onlyNamed: readonly string[] = ['AWS::Cognito::UserPoolDomain', 'AWS::Cognito::UserPoolResourceServer'];

/** Queues of which nothing but notices to a person is lost when they go with the option that brought them. */
export const optionalQueues: readonly RegExp[] = [/-failed-backups$/];
