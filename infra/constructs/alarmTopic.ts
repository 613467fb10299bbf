import { ArnFormat, Aws, Stack, Validations } from 'aws-cdk-lib/core';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { suppressFindings } from './suppressFindings.ts';

export interface AlarmTopicProps {
  readonly topicName: string;
  /**
   * A topic that exists, and that is told instead.
   *
   * @default the stack makes one
   */
  readonly existingArn?: string | undefined;
  /**
   * Gets a mail for every alarm, once the person behind it has confirmed.
   *
   * @default nobody
   */
  readonly email?: string | undefined;
}

const whyNotEncrypted =
  'CloudWatch cannot publish through the key that AWS manages, and an alarm holds nothing that is worth a key of our own.';

/** Where alarms go. What an alarm says is no secret: it names neither a tenant nor an account. */
export class AlarmTopic extends Construct {
  readonly action: IAlarmAction;
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { topicName, existingArn, email }: AlarmTopicProps) {
    super(scope, id);
    const topic =
      existingArn === undefined
        ? new Topic(this, 'Topic', { topicName, enforceSSL: true })
        : Topic.fromTopicArn(this, 'Topic', existingArn);
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    Validations.of(topic).acknowledge({ id: 'AwsSolutions-SNS2', reason: whyNotEncrypted });
    if (existingArn === undefined) suppressFindings(topic, { checkov: { CKV_AWS_26: whyNotEncrypted } });
    if (existingArn === undefined) topic.addToResourcePolicy(this.#publishedByAlarms(topic.topicArn));
    this.action = new SnsAction(topic);
    this.topicArn = topic.topicArn;
  }

  /**
   * A topic with a policy of its own has lost the one that SNS gives a new topic, by which the account's services may publish.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  #publishedByAlarms(topicArn: string): PolicyStatement {
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PolicyStatement({
      sid: 'PublishedByAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topicArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': alarms },
      },
    });
  }
}
