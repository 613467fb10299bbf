import { webhookEnvelope, type WebhookEvent } from '../../shared/contracts/webhooks.ts';
import type { VerifySignature } from '../../shared/domain/webhooks/signatureVerdict.ts';
import { jsonType, problem, type Answer } from '../../shared/runtime/http/answer.ts';
import { headerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import type { TakeEvent, TakenEvent } from '../../shared/usecases/webhooks/takeEvent.ts';

export interface PontoWebhookDeps extends Observers {
  readonly verify: VerifySignature;
  readonly takeEvent: TakeEvent;
}

/** Any 2xx tells Ponto that the event arrived. Whether it meant something to us is nobody's business but ours. */
const acknowledged: Answer = { status: 200, contentType: jsonType, body: '' };

/**
 * Takes Ponto's events. Nothing of a request is looked at before its signature holds, and who is refused is not told
 * why. An event that cannot be used is acknowledged all the same: sending it again would not help.
 */
export const makeHandler =
  ({ verify, takeEvent, log, counters }: PontoWebhookDeps) =>
  async (event: ApiEvent): Promise<Answer> => {
    log.correlate({ operation: 'takeEvent', apiRequestId: event.requestContext.requestId });
    const body = bytesOf(event);
    const verdict = await verify({ signature: headerOf(event, 'signature'), body });
    if (verdict.kind === 'refused') {
      log.write('WEBHOOK_REFUSED', { reason: verdict.reason });
      counters.count('WebhooksRefused');
      return problem('signature_refused');
    }
    const told = eventIn(body);
    note({ log, counters }, told?.type, told ? await takeEvent(told) : { kind: 'ignored', reason: 'not_understood' });
    return acknowledged;
  };

/** API Gateway hands over bodies of types that it takes for binary in Base64. */
const bytesOf = ({ body = '', isBase64Encoded }: ApiEvent): Uint8Array =>
  Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');

const eventIn = (body: Uint8Array): WebhookEvent | undefined => {
  try {
    return webhookEnvelope().safeParse(JSON.parse(new TextDecoder().decode(body))).data;
  } catch {
    // The error quotes the body, so that it goes no further.
    return undefined;
  }
};

type Outcome = TakenEvent | { readonly kind: 'ignored'; readonly reason: 'not_understood' };

const note = (
  { log, counters }: Pick<Observers, 'log' | 'counters'>,
  type: string | undefined,
  outcome: Outcome,
): void => {
  if (outcome.kind === 'ignored') {
    log.write('WEBHOOK_IGNORED', { type, reason: outcome.reason });
    counters.count('WebhooksIgnored');
    return;
  }
  log.write('WEBHOOK_TAKEN', { type: type ?? '', effect: outcome.effect, connections: outcome.connections });
  counters.count('WebhooksTaken');
};
