import { createHash, randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { WebhookEvent } from '../core/state.ts';
import { changed, webhookUrlOf } from '../core/world.ts';
import type { Running } from './running.ts';
import { loadWebhookKey, type WebhookKey } from './webhookKey.ts';

/** Attempts after the first one (reference, section 7.1). */
export const webhookRetryAfterMs = [10_000, 60_000, 600_000, 3_600_000] as const;
const answerWithinMs = 5_000;
/** A jump of the clock over months makes thousands of events: a receiver on a laptop gets them in small numbers. */
const maxAtOnce = 4;
/** What a jump has left further behind, Ponto would have given up long ago. */
const maxAgeMs = 86_400_000;

interface Webhooks {
  readonly key: () => Promise<WebhookKey>;
  /** Sends what waits; returns at once. */
  readonly deliver: () => void;
  /** Whether an event waits for an attempt, or is in one. */
  readonly isTelling: () => boolean;
  /** Makes attempts now that wait for their time, in small numbers: a receiver that was slow once is asked again. */
  readonly bringForward: () => void;
  readonly close: () => Promise<void>;
}

interface WebhookOptions {
  readonly issuer: string;
  readonly applicationId: string;
  readonly keyFile?: string;
  /** Signatures are judged by the receiver's clock, so they carry its time. */
  readonly receiverNow: () => number;
  readonly retryAfterMs: readonly number[];
  readonly log: (line: string) => void;
}

const sortKeys = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
};

/** As observed: compact, keys in alphabetical order, no line at the end (reference, section 7.2). */
const bodyOf = (event: WebhookEvent): string => JSON.stringify(sortKeys({ data: event }));

/** Delivers events to the configured address, each attempt signed anew. */
export const makeWebhooks = (running: Running, options: WebhookOptions): Webhooks => {
  let key: Promise<WebhookKey> | undefined;
  const loadKey = (): Promise<WebhookKey> => (key ??= loadWebhookKey(options.keyFile));
  const inHand = new Set<string>();
  const retries = new Map<NodeJS.Timeout, () => void>();
  const sending = new Set<Promise<void>>();
  const stopped = new AbortController();

  const send = async (event: WebhookEvent, url: string): Promise<boolean> => {
    const body = bodyOf(event);
    const iat = Math.floor(options.receiverNow() / 1000);
    const signature = (await loadKey()).sign({
      aud: options.applicationId,
      iss: options.issuer,
      iat,
      exp: iat + 60,
      jti: randomUUID(),
      digest: createHash('sha512').update(body).digest('base64'),
    });
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', signature },
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(answerWithinMs)]),
    });
    await response.body?.cancel();
    return response.ok;
  };

  const forget = ({ id }: WebhookEvent): void => {
    inHand.delete(id);
    const { outbox } = running.world.state;
    const index = outbox.findIndex((event) => event.id === id);
    if (index >= 0) outbox.splice(index, 1);
    changed(running.world);
  };

  const attempt = async (event: WebhookEvent, number: number): Promise<void> => {
    const url = webhookUrlOf(running.world);
    const age = running.now() - Date.parse(String(event.attributes['createdAt']));
    if (url === null || age > maxAgeMs) return forget(event);
    const taken = await send(event, url).catch(() => false);
    if (stopped.signal.aborted) return;
    if (taken) return forget(event);
    const wait = options.retryAfterMs[number];
    if (wait === undefined) {
      options.log(`ponto sandbox: gave up on webhook ${event.type}`);
      return forget(event);
    }
    const again = (): void => {
      clearTimeout(timer);
      retries.delete(timer);
      start(event, number + 1);
    };
    const timer = setTimeout(again, wait);
    timer.unref();
    retries.set(timer, again);
  };

  const start = (event: WebhookEvent, number: number): void => {
    const work = attempt(event, number).finally(() => {
      sending.delete(work);
      deliver();
    });
    sending.add(work);
  };

  const waiting = (): readonly WebhookEvent[] => running.world.state.outbox.filter(({ id }) => !inHand.has(id));

  const room = (): number => (stopped.signal.aborted ? 0 : Math.max(0, maxAtOnce - sending.size));

  const deliver = (): void => {
    for (const event of waiting().slice(0, room())) {
      inHand.add(event.id);
      start(event, 0);
    }
  };

  return {
    key: loadKey,
    deliver,
    isTelling: () => sending.size > 0 || retries.size > 0 || waiting().length > 0,
    bringForward: () => {
      for (const again of [...retries.values()].slice(0, room())) again();
    },
    close: async () => {
      stopped.abort();
      for (const timer of retries.keys()) clearTimeout(timer);
      await Promise.allSettled(sending);
    },
  };
};

/** Shared by all products of the platform, beside the API (reference, section 7.3). */
export const addWebhookKeyRoutes = (
  app: Hono<{ Bindings: HttpBindings }>,
  running: Running,
  webhooks: Webhooks,
): void => {
  const headers = () => ({ 'ibanity-request-id': randomUUID() });
  app.get('/webhooks', (context) =>
    context.json({ links: { keys: `${running.world.publicUrl}/webhooks/keys` } }, 200, headers()),
  );
  app.get('/webhooks/keys', async (context) => context.json({ keys: [(await webhooks.key()).jwk] }, 200, headers()));
};
