import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { makeSlots } from '../language/slots.ts';
import { systemClock } from '../runtime/systemClock.ts';

/**
 * One client per service and function; connections are kept alive by the SDK. A call that hangs must not use up the time
 * that a request has: it is given up and tried again.
 */
const patience = {
  maxAttempts: 4,
  // Without `throwOnRequestTimeout` the SDK only warns, and waits on.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

/**
 * Less than the 50 sockets that the SDK opens to one host: it counts the wait for a socket as time to connect, and would give
 * up requests that only stand in a queue.
 */
const callsAtOnce = 40;

export const dynamoClient = (): DynamoDBClient => {
  const client = new DynamoDBClient(patience);
  const inSlot = makeSlots(callsAtOnce);
  client.middlewareStack.add((next) => (call) => inSlot(() => next(call)), {
    name: 'callsAtOnce',
    // Inside the retries: a pause between two tries holds no place.
    step: 'finalizeRequest',
    priority: 'low',
  });
  return client;
};
export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient(patience);
export const kmsClient = (): KMSClient => new KMSClient(patience);
export const secretsClient = (): SecretsManagerClient => new SecretsManagerClient(patience);
/** A mail that was sent cannot be told from one that was not when SES does not answer: it is not sent again at once. */
export const mailClient = (): SESv2Client => new SESv2Client({ ...patience, maxAttempts: 1 });
export const queueClient = (): SQSClient => new SQSClient(patience);

/** The clock by which a batch that was taken in part is sent again; workers do not come back all together. */
export const pacedClock = { ...systemClock, random: Math.random };
