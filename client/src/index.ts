export { answer } from './answer.ts';
export type { TokenSource } from './authorizing.ts';
export { createClient, type ApiClient, type ClientOptions } from './createClient.ts';
export type { components, paths } from './openapi.ts';
export { ProblemError, type Problem } from './problem.ts';
export { readFeed, type CursorStore, type FeedItem, type FeedPage, type ReadFeedOptions } from './readFeed.ts';
export type { Repeats } from './repeating.ts';
export {
  verifyWebhook,
  WebhookError,
  type VerifyWebhookOptions,
  type WebhookEvent,
  type WebhookRefusal,
  type WebhookRequest,
} from './verifyWebhook.ts';
