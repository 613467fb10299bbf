import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { makeSlots } from '../../language/slots.ts';
import { patience } from './patience.ts';

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
