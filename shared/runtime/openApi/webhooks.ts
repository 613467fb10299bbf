import { eventWords } from '../../contracts/http/descriptions/events.ts';
import { eventBodyName, postedTypes, type PostedType } from '../../contracts/http/eventBodies.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const headers: Readonly<Record<string, string>> = {
  'webhook-id': 'Id of the event, the same on every repeat.',
  'webhook-timestamp': 'When this attempt was signed: whole seconds since 1970.',
  'webhook-signature': 'Signatures of id, time and body, each `v1,` and Base64, with a blank between two.',
};

/** What we post to the endpoints that a tenant has named, one entry for each type of event. */
export const webhooks = (tag: string): JsonSchema =>
  Object.fromEntries(postedTypes.map((type) => [type, { post: webhookOf(type, tag) }]));

const webhookOf = (type: PostedType, tag: string): JsonSchema => ({
  operationId: `on${type}`,
  tags: [tag],
  summary: type,
  description: `${eventWords[type]['']} Delivered at least once, in no promised order.`,
  security: [],
  parameters: Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  })),
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${eventBodyName(type)}` } } },
  },
  responses: {
    '2XX': { description: 'You have it. Answer within ten seconds, and work later.' },
    '410': { description: 'You want nothing more: the endpoint is disabled.' },
    '4XX': { description: 'In vain: tried again for three days, with growing pauses.' },
  },
});
