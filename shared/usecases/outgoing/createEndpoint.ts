import { judgeEndpointUrl, type Receivers } from '../../domain/outgoing/endpointUrl.ts';
import { signingSecret } from '../../domain/outgoing/signingSecret.ts';
import { healthy, maxEndpoints, type WebhookEndpoint } from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { EndpointSecrets, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';

export interface CreateEndpointDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'list' | 'add'>;
  readonly secrets: Pick<EndpointSecrets, 'seal'>;
  readonly receivers: Receivers;
  readonly ids: IdSource;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a tenant says of an endpoint. */
export type EndpointWish = Pick<WebhookEndpoint, 'url' | 'events' | 'description' | 'contact'>;

/** An endpoint with a secret that nobody is shown again. */
export interface WithSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

export const makeCreateEndpoint =
  ({ endpoints, secrets, receivers, ids, clock }: CreateEndpointDeps) =>
  async (tenantId: string, wish: EndpointWish): Promise<WithSecret | 'endpoint_url_refused' | 'too_many_endpoints'> => {
    const verdict = judgeEndpointUrl(wish.url, receivers);
    if (verdict.kind === 'refused') return 'endpoint_url_refused';
    if ((await endpoints.list(tenantId)).length >= maxEndpoints) return 'too_many_endpoints';
    const id = ids.next();
    const secret = signingSecret(ids.secret());
    const sealed = await secrets.seal({ tenantId, endpointId: id }, secret);
    const endpoint: WebhookEndpoint = {
      ...wish,
      url: verdict.url.href,
      ...healthy,
      tenantId,
      id,
      secrets: [{ sealed }],
      rotation: 0,
      createdAt: clock.now(),
    };
    await endpoints.add(endpoint);
    return { endpoint, secret };
  };

export type CreateEndpoint = ReturnType<typeof makeCreateEndpoint>;
