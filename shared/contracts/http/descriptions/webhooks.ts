import { pageWords, type Chapter, type SchemaWords } from './description.ts';

const url =
  'Where events are posted to: `https` with a public domain name, the usual port or one from 1024 on, at most 2,000 characters.';
const events =
  'Types of events that it gets, as they stand on the bus. Absent: all of them, also those of later releases.';
const description = 'What it is for, in your own words, at most 300 characters.';
const contact: SchemaWords = {
  contact: 'Who gets a mail when we stop sending there. Absent: the API and an event alone say so.',
  'contact.email': 'Mail address, at most 254 characters.',
  'contact.name': 'How the person is addressed: one line of text, at most 100 characters.',
  'contact.locale':
    'Language of the mail, BCP 47, such as `nl` or `fr-BE`; English where it is absent or not one of ours.',
};
const state = '`enabled`: events are sent. `disabled`: none is; what waited is shown as failed.';

const endpoint: SchemaWords = {
  '': 'An address of your software that our events are sent to.',
  id: 'Id of the endpoint. It never changes.',
  url,
  events,
  description,
  ...contact,
  state,
  disabled: 'Why it is disabled, and since when; absent while it is enabled.',
  'disabled.because':
    '`tenant`: a call of yours said so. `gone`: it answered 410. `failing`: nothing has reached it for three days.',
  'disabled.at': 'When it was disabled (ISO 8601, UTC).',
  failing: 'That the last attempts were in vain; absent while they come through.',
  'failing.since': 'When the first of them was made (ISO 8601, UTC).',
  'failing.attempts': 'How many there were since then.',
  'failing.pausedUntil': 'It rests: nothing is sent there before (ISO 8601, UTC); absent once the rest is over.',
  oldSecretsUntil:
    'Until when a secret from before a rotation signs beside the new one (ISO 8601, UTC); absent where one alone signs.',
  createdAt: 'When it was made (ISO 8601, UTC).',
};

const delivery: SchemaWords = {
  '': 'One event on its way to one endpoint.',
  id: 'Id of the delivery; a replay keeps it.',
  eventId: 'Id of the event: `webhook-id` of each attempt, and `data.id` of what is sent.',
  type: 'Type of the event; `Test` for one that you asked for.',
  state:
    '`pending`: waits for its next attempt. `delivered`: answered with 2xx. `failed`: no further attempt; replay it.',
  failedBecause:
    '`exhausted`: ten attempts in three days were in vain. `gone`: it answered 410. `disabled`: its endpoint was disabled.',
  occurredAt: 'When what it tells happened (ISO 8601, UTC).',
  nextAttemptAt:
    'When the next attempt is made, or later while its endpoint pauses (ISO 8601, UTC); absent once it has ended.',
  endedAt: 'When it was delivered or failed (ISO 8601, UTC).',
  attempts: 'The last 20 attempts, the newest last.',
  'attempts.at': 'When it was made (ISO 8601, UTC).',
  'attempts.status': 'HTTP status of the answer; absent where there was none.',
  'attempts.reason':
    'Why there was no answer: `address_refused` (not public), `timeout`, `tls`, `dns`, `connection`, `answer_too_large`.',
  'attempts.durationMs': 'How long it took, in milliseconds.',
};

const id = 'Id of the endpoint.';

export const webhooks = {
  name: 'Webhooks',
  description:
    'Events are sent to your software as the Standard Webhooks specification says: signed, at least once, in no promised ' +
    'order, with ids and no bank data. What does not arrive is tried ten times over three days and can be replayed for 30.',
  calls: {
    createWebhookEndpoint: {
      '': 'Makes an endpoint, ten at the most. Every event from now on that it wants is sent there.',
      201: 'The endpoint and its secret. The secret is shown this once.',
    },
    listWebhookEndpoints: {
      '': 'Every endpoint of the tenant, on one page.',
      200: 'The endpoints, without their secrets.',
    },
    getWebhookEndpoint: {
      '': 'One endpoint: whether it is enabled, and whether attempts come through.',
      id,
      200: 'The endpoint.',
    },
    changeWebhookEndpoint: {
      '': 'Changes what is said; `null` takes it away. Enabled again it begins anew: nothing pauses, and what was missed waits for a replay.',
      id,
      200: 'The endpoint as it is now.',
    },
    removeWebhookEndpoint: {
      '': 'Removes an endpoint and its secrets for good. What is on its way ends without a word.',
      id,
      204: 'It is gone.',
    },
    rotateWebhookSecret: {
      '': 'Makes a new secret. For 24 hours each attempt is signed with the old one too, so that you can take your time. Refused while two older ones still sign.',
      id,
      200: 'The endpoint and its new secret. The secret is shown this once.',
    },
    testWebhookEndpoint: {
      '': 'Sends an event of type `Test` the way that every event goes; look at the deliveries for what became of it.',
      id,
      202: 'The delivery, before its first attempt.',
    },
    listWebhookDeliveries: {
      '': 'What was sent in the last 30 days, newest first. With `state`, a page may be short and still have a next one.',
      id,
      state: 'Only deliveries in this state.',
      200: 'A page of deliveries.',
    },
    replayWebhooks: {
      '': 'Sends again what was delivered or has failed: the same ids, the same bodies. What is pending goes on as it is.',
      id,
      202: 'How many are on their way again, and where to go on.',
    },
  },
  schemas: {
    WebhookEndpoint: endpoint,
    WebhookEndpointWithSecret: {
      ...endpoint,
      secret:
        'What verifies what we send: `whsec_` and 32 bytes in Base64. Keep it like a password; it is never shown again.',
    },
    WebhookEndpointList: pageWords('endpoints'),
    WebhookDelivery: delivery,
    WebhookDeliveryPage: pageWords('deliveries'),
    Replayed: {
      '': 'What a replay has begun.',
      replayed: 'How many deliveries are on their way again, a hundred at the most.',
      nextCursor: 'Goes into `cursor` of the same call for the rest; absent where there is none.',
    },
    NewWebhookEndpoint: { '': 'An endpoint to be made.', url, events, description, ...contact },
    WebhookEndpointChange: {
      '': 'What is to change; at least one member.',
      url,
      events,
      description,
      ...contact,
      state,
    },
    ReplayRequest: {
      '': 'One delivery, or all of events since a moment.',
      deliveryId: 'Id of the delivery.',
      since: 'Events that happened then or later (ISO 8601, UTC).',
      cursor: '`nextCursor` of the answer before.',
    },
  },
} as const satisfies Chapter;
