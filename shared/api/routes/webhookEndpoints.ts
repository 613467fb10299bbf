import { operations } from '../../contracts/http/operations.ts';
import { maxEndpoints } from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { EndpointRef, WebhookDeliveries, WebhookEndpoints } from '../../ports/webhookEndpoints.ts';
import { json, noContent, problem } from '../../runtime/http/answer.ts';
import { cursorAt, pageIn, placeIn, type ListName } from '../../runtime/http/cursor.ts';
import { route } from '../../runtime/http/route.ts';
import type { ChangeEndpoint } from '../../usecases/outgoing/changeEndpoint.ts';
import type { CreateEndpoint, WithSecret } from '../../usecases/outgoing/createEndpoint.ts';
import type { ReplayDeliveries } from '../../usecases/outgoing/replayDeliveries.ts';
import type { RotateSecret } from '../../usecases/outgoing/rotateSecret.ts';
import type { SendTest } from '../../usecases/outgoing/sendTest.ts';
import { renderPage } from '../render/page.ts';
import { renderDelivery, renderEndpoint } from '../render/webhookEndpoint.ts';

export interface WebhookEndpointDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get' | 'list' | 'remove'>;
  readonly deliveries: Pick<WebhookDeliveries, 'list'>;
  readonly createEndpoint: CreateEndpoint;
  readonly changeEndpoint: ChangeEndpoint;
  readonly rotateSecret: RotateSecret;
  readonly sendTest: SendTest;
  readonly replayDeliveries: ReplayDeliveries;
  readonly clock: Pick<Clock, 'now'>;
}

export const makeWebhookEndpointRoutes = (deps: WebhookEndpointDeps) => {
  const { endpoints, deliveries, clock } = deps;
  const withSecret = ({ endpoint, secret }: WithSecret) => ({ ...renderEndpoint(endpoint, clock.now()), secret });
  return {
    createWebhookEndpoint: route(operations.createWebhookEndpoint, async ({ body, caller }) => {
      const created = await deps.createEndpoint(caller.tenantId, body);
      if (created === 'too_many_endpoints') return problem(created, { values: { limit: String(maxEndpoints) } });
      return created === 'endpoint_url_refused' ? problem(created) : json(201, withSecret(created));
    }),

    listWebhookEndpoints: route(operations.listWebhookEndpoints, async ({ caller }) => {
      const now = clock.now();
      const items = await endpoints.list(caller.tenantId);
      return json(200, { items: items.map((endpoint) => renderEndpoint(endpoint, now)) });
    }),

    getWebhookEndpoint: route(operations.getWebhookEndpoint, async ({ id, caller }) => {
      const found = await endpoints.get(refOf(caller, id));
      return found ? json(200, renderEndpoint(found, clock.now())) : problem('not_found');
    }),

    changeWebhookEndpoint: route(operations.changeWebhookEndpoint, async ({ id, body, caller }) => {
      const changed = await deps.changeEndpoint(refOf(caller, id), body);
      return typeof changed === 'string' ? problem(changed) : json(200, renderEndpoint(changed, clock.now()));
    }),

    removeWebhookEndpoint: route(operations.removeWebhookEndpoint, async ({ id, caller }) =>
      (await endpoints.remove(refOf(caller, id))) ? noContent : problem('not_found'),
    ),

    rotateWebhookSecret: route(operations.rotateWebhookSecret, async ({ id, caller }) => {
      const changed = await deps.rotateSecret(refOf(caller, id));
      if (changed === 'not_found') return problem(changed);
      return 'until' in changed ? problem('secrets_overlap', { values: changed }) : json(200, withSecret(changed));
    }),

    testWebhookEndpoint: route(operations.testWebhookEndpoint, async ({ id, caller }) => {
      const delivery = await deps.sendTest(refOf(caller, id));
      return typeof delivery === 'string' ? problem(delivery) : json(202, renderDelivery(delivery));
    }),

    listWebhookDeliveries: route(operations.listWebhookDeliveries, async ({ id, query, caller }) => {
      const ref = refOf(caller, id);
      const list: ListName = ['deliveries', caller.tenantId, id, query.state];
      const page = pageIn(list, query);
      if (!(await endpoints.get(ref))) return problem('not_found');
      return json(200, renderPage(list, await deliveries.list(ref, page, query.state), renderDelivery));
    }),

    replayWebhooks: route(operations.replayWebhooks, async ({ id, body, caller }) => {
      const list: ListName = ['replay', caller.tenantId, id];
      const wish =
        'since' in body && body.cursor !== undefined ? { ...body, cursor: placeIn(list, body.cursor) } : body;
      const replayed = await deps.replayDeliveries(refOf(caller, id), wish);
      if (typeof replayed === 'string') return problem(replayed);
      const { count, nextCursor } = replayed;
      return json(202, {
        replayed: count,
        ...(nextCursor !== undefined && { nextCursor: cursorAt(list, nextCursor) }),
      });
    }),
  };
};

const refOf = ({ tenantId }: { readonly tenantId: string }, endpointId: string): EndpointRef => ({
  tenantId,
  endpointId,
});
