import type { WebhookEndpoint } from './webhookEndpoint.ts';

/**
 * Which of two queues an attempt waits in, each with workers of its own. `prompt`: at an endpoint that answers at once; `slow`:
 * at any other one, and whatever has to wait.
 */
export const attemptLanes = ['prompt', 'slow'] as const;
export type AttemptLane = (typeof attemptLanes)[number];

/**
 * The prompt lane is earned: an endpoint that is new, has a new address, fails, or took its time has its attempts in the slow one,
 * so that no tenant can hold the workers of all others by endpoints that hang.
 */
export const attemptLaneOf = ({ isPrompt, failures }: Pick<WebhookEndpoint, 'isPrompt' | 'failures'>): AttemptLane =>
  // A release that knows no lanes counts failures and leaves the rest as it was.
  isPrompt === true && failures === 0 ? 'prompt' : 'slow';
