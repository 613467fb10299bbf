import { judgeEndpointUrl, type Receivers } from '../../domain/outgoing/endpointUrl.ts';
import { disabled, healthy, type WebhookEndpoint } from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { EndpointChange, EndpointRef, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';

export interface ChangeEndpointDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'change'>;
  readonly receivers: Receivers;
  readonly clock: Pick<Clock, 'now'>;
}

export interface EndpointChangeWish extends EndpointChange {
  readonly state?: WebhookEndpoint['state'];
}

/** Turned on, an endpoint begins anew: what it failed before does not count, and nothing rests. */
export const makeChangeEndpoint =
  ({ endpoints, receivers, clock }: ChangeEndpointDeps) =>
  async (
    ref: EndpointRef,
    { state, ...change }: EndpointChangeWish,
  ): Promise<WebhookEndpoint | 'not_found' | 'endpoint_url_refused'> => {
    const verdict = change.url === undefined ? undefined : judgeEndpointUrl(change.url, receivers);
    if (verdict?.kind === 'refused') return 'endpoint_url_refused';
    const health = state && (state === 'enabled' ? healthy : disabled('tenant', clock.now()));
    return (
      (await endpoints.change(ref, { ...change, ...(verdict && { url: verdict.url.href, isPrompt: null }) }, health)) ??
      'not_found'
    );
  };

export type ChangeEndpoint = ReturnType<typeof makeChangeEndpoint>;
