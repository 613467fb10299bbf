import { createHash } from 'node:crypto';

/** Where everything is said to stand. The account is the one that emulators use; no such AWS account can exist. */
export interface AwsEnvironment {
  readonly region: string;
  readonly accountId: string;
  /** Where the HTTP API is reached. */
  readonly publicUrl: string;
  /** URL of a queue by its name. */
  readonly queueUrl: (name: string) => string;
}

/** What CloudFormation would know of a resource once it stands: its `Ref` and its attributes. */
export interface Physical {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Identity {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The name that the template gives, when it gives one. */
  readonly givenName: string | undefined;
  /** `TargetKeyId` of an alias, `FunctionName` of a version or alias. */
  readonly target: string | undefined;
}

/** The property that names a resource of this type. */
export const namePropertyOf: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Lambda::Alias': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::Backup::BackupVault': 'BackupVaultName',
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const uuidFrom = (text: string): string => digest(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');

/** The same name at every start, or a restart would not find its tables again. */
const nameOf = ({ stackName, logicalId, givenName }: Identity): string => givenName ?? `${stackName}-${logicalId}`;

/** Name, ARN and URL of a resource. A type that is not listed has a name and an ARN of the usual form. */
export const physicalOf = (identity: Identity, environment: AwsEnvironment): Physical => {
  const name = nameOf(identity);
  const unique = `${identity.stackName}/${identity.logicalId}`;
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${environment.region}:${environment.accountId}:${rest}`;
  switch (identity.type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`), TableId: uuidFrom(unique) } };
    case 'AWS::SQS::Queue':
      return {
        ref: environment.queueUrl(name),
        attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: environment.queueUrl(name) },
      };
    case 'AWS::Events::EventBus':
      return { ref: name, attributes: { Arn: arn('events', `event-bus/${name}`), Name: name } };
    case 'AWS::Events::Rule':
      return { ref: name, attributes: { Arn: arn('events', `rule/${name}`) } };
    case 'AWS::SNS::Topic':
      return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
    case 'AWS::Logs::LogGroup':
      // The streams of the group: this is what rights to write are given on.
      return { ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } };
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return { ref: name, attributes: { Arn: arn('cloudwatch', `alarm:${name}`) } };
    case 'AWS::IAM::Role':
      return { ref: name, attributes: { Arn: `arn:aws:iam::${environment.accountId}:role/${name}` } };
    case 'AWS::Backup::BackupVault':
      return {
        ref: name,
        attributes: { BackupVaultArn: arn('backup', `backup-vault:${name}`), BackupVaultName: name },
      };
    case 'AWS::Lambda::Function':
      return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
    case 'AWS::Lambda::Version':
    case 'AWS::Lambda::Alias': {
      const target = `arn:aws:lambda:${environment.region}:${environment.accountId}:function:${(identity.target ?? name).split(':').at(-1)}`;
      return {
        ref: `${target}:${identity.type === 'AWS::Lambda::Alias' ? name : '1'}`,
        attributes: { Version: '1', FunctionArn: target },
      };
    }
    case 'AWS::KMS::Key': {
      const id = uuidFrom(unique);
      return { ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } };
    }
    case 'AWS::SecretsManager::Secret': {
      const secretArn = arn('secretsmanager', `secret:${name}-${digest(unique).slice(0, 6)}`);
      return { ref: secretArn, attributes: { Id: secretArn } };
    }
    case 'AWS::ApiGatewayV2::Api':
      return {
        ref: digest(unique).slice(0, 10),
        attributes: { ApiEndpoint: environment.publicUrl, ApiId: digest(unique).slice(0, 10) },
      };
    case 'AWS::Cognito::UserPool': {
      const id = `${environment.region}_${digest(unique).slice(0, 9)}`;
      const provider = `cognito-idp.${environment.region}.amazonaws.com/${id}`;
      return {
        ref: id,
        attributes: {
          Arn: arn('cognito-idp', `userpool/${id}`),
          ProviderName: provider,
          ProviderURL: `https://${provider}`,
          UserPoolId: id,
        },
      };
    }
    case 'AWS::Cognito::UserPoolClient':
    case 'AWS::ApiGatewayV2::Authorizer':
    case 'AWS::ApiGatewayV2::Integration': {
      const id = digest(unique).slice(0, 26);
      return { ref: id, attributes: { ClientId: id, AuthorizerId: id } };
    }
    case 'AWS::KMS::Alias':
      return { ref: name, attributes: {} };
    default:
      return { ref: name, attributes: { Arn: arn(identity.type.split('::')[1]?.toLowerCase() ?? 'aws', name) } };
  }
};
