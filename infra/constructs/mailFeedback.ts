import type { Stack } from 'aws-cdk-lib/core';
import { ArnFormat, Duration } from 'aws-cdk-lib/core';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { mailFeedbackTypes } from '../../shared/contracts/mailFeedback.ts';

export interface MailFeedbackProps {
  /** What mails are sent with; the sender names it. */
  readonly configurationSetName: string;
  readonly target: IFunction;
  /** Takes what could not be handed to the function. */
  readonly deadLetters: IQueue;
}

/**
 * The configuration set of our mails, and the way back: SES tells the account's default bus (it knows no other) of bounces
 * and complaints, and one rule hands those of this set to the function. SES itself stops writing to
 * addresses that bounced, which is a fact about them; what a reader complains of is the affair of one tenant, and SES would
 * keep the mails of every other one from them.
 */
export class MailFeedback extends Construct {
  constructor(scope: Construct, id: string, { configurationSetName, target, deadLetters }: MailFeedbackProps) {
    super(scope, id);
    const set = new ConfigurationSet(this, 'Set', {
      configurationSetName,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_ONLY,
    });
    set.addEventDestination('ToDefaultBus', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    new Rule(this, 'Rule', {
      description: 'Bounces and complaints of our mails',
      eventPattern: {
        source: ['aws.ses'],
        detailType: Object.values(mailFeedbackTypes),
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(target, { deadLetterQueue: deadLetters, retryAttempts: 10, maxEventAge: Duration.hours(6) }),
      ],
    });
  }
}

/** What a sender needs beside its identity. */
export const configurationSetArn = (stack: Stack, name: string): string =>
  stack.formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: name,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
