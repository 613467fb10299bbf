import { SQSClient } from '@aws-sdk/client-sqs';
import { patience } from './patience.ts';

export const queueClient = (): SQSClient => new SQSClient(patience);
