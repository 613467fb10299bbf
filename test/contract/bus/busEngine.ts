import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startEventBridge } from '../../../local/cloud/eventBridge.ts';
import { eventSource } from '../../../shared/contracts/events.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { runMark, type DeployedStage } from '../../setup/deployedStage.ts';

export interface Arrived {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

export interface BusEngine {
  readonly client: EventBridgeClient;
  readonly busName: string;
  /** What came through the bus, in no order; waits until there are that many. */
  readonly arrived: (count: number) => Promise<readonly Arrived[]>;
  readonly stop: () => Promise<void>;
}

/** The local bus, which shows what was put on it. */
export const ownBus = async (): Promise<BusEngine> => {
  const dataDir = aDataDir();
  const bus = await startEventBridge({ dataDir: dataDir.path, buses: ['bus-1'] });
  const client = new EventBridgeClient(clientOf(bus.url));
  return {
    client,
    busName: 'bus-1',
    arrived: async () => bus.events.map(({ source, detailType, detail }) => ({ source, detailType, detail })),
    stop: async () => {
      client.destroy();
      await bus.close();
      dataDir.remove();
    },
  };
};

/** The bus of a stage, listened to as a subscriber does: a rule that hands our events to a queue of the suite's own. */
export const stageBus = async ({ bus: busName }: DeployedStage): Promise<BusEngine> => {
  const [client, sqs] = [new EventBridgeClient({}), new SQSClient({})];
  const name = `conformance-${runMark}events`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const queueArn = Attributes?.['QueueArn'];
  const { RuleArn } = await client.send(
    new PutRuleCommand({ Name: name, EventBusName: busName, EventPattern: JSON.stringify({ source: [eventSource] }) }),
  );
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await client.send(
    new PutTargetsCommand({ Rule: name, EventBusName: busName, Targets: [{ Id: 'queue', Arn: queueArn }] }),
  );
  return {
    client,
    busName,
    arrived: async (count) => {
      const events: Arrived[] = [];
      while (events.length < count) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 }),
        );
        if (Messages.length === 0) break;
        events.push(...Messages.map(({ Body = '' }) => arrivedIn(Body)));
      }
      return events;
    },
    stop: async () => {
      await client.send(new RemoveTargetsCommand({ Rule: name, EventBusName: busName, Ids: ['queue'] }));
      await client.send(new DeleteRuleCommand({ Name: name, EventBusName: busName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      client.destroy();
      sqs.destroy();
    },
  };
};

const arrivedIn = (body: string): Arrived => {
  const event = JSON.parse(body);
  return { source: event.source, detailType: event['detail-type'], detail: event.detail };
};
