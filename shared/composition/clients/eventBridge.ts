import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { patience } from './patience.ts';

export const eventBridgeClient = (): EventBridgeClient => new EventBridgeClient(patience);
