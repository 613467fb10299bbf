import { operations } from '../../../shared/contracts/http/operations.ts';
import type { Clock } from '../../../shared/ports/ambient.ts';
import type { ConnectionStore } from '../../../shared/ports/registry.ts';
import { json, problem, type Answer } from '../../../shared/runtime/http/answer.ts';
import type { Caller } from '../../../shared/runtime/http/identity.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import type { makeBeginConnection, NewOauthConnection } from '../../../shared/usecases/connections/beginConnection.ts';
import type { ReadConnections } from '../../../shared/usecases/connections/readConnections.ts';
import type { makeRenewConsent } from '../../../shared/usecases/connections/renewConsent.ts';
import { renderConnection } from '../render/connection.ts';
import { renderPage } from '../render/page.ts';

export interface ConnectionDeps {
  readonly beginConnection: ReturnType<typeof makeBeginConnection>;
  readonly readConnections: ReadConnections;
  readonly renewConsent: ReturnType<typeof makeRenewConsent>;
  readonly connections: Pick<ConnectionStore, 'changeContacts'>;
  readonly clock: Pick<Clock, 'now'>;
}

export const makeConnectionRoutes = (deps: ConnectionDeps) => {
  const { beginConnection, readConnections, renewConsent, connections, clock } = deps;

  const begin = async (caller: Caller, request: NewOauthConnection): Promise<Answer> => {
    const begun = await beginConnection(caller, request);
    if (begun.kind !== 'begun') return problem(begun.kind);
    const { connection, authorizationUrl } = begun;
    return json(201, { id: connection.id, status: connection.status, authorizationUrl });
  };

  /** A call of a later release: an id that does not exist is told first, as it will be then. */
  const notYet = async ({ id, caller }: { readonly id: string; readonly caller: Caller }): Promise<Answer> =>
    problem((await readConnections.get(caller.tenantId, id)) ? 'not_implemented' : 'not_found');

  return {
    createConnection: route(operations.createConnection, async ({ body, caller }) => {
      switch (body.method) {
        case 'oauth':
          return begin(caller, body);
        case 'client_credentials':
        case 'legacy_token':
          return problem('not_implemented');
      }
    }),

    listConnections: route(operations.listConnections, async ({ query, caller }) =>
      json(200, renderPage(await readConnections.list(caller.tenantId, query), renderConnection)),
    ),

    getConnection: route(operations.getConnection, async ({ id, caller }) => {
      const view = await readConnections.get(caller.tenantId, id);
      return view ? json(200, renderConnection(view)) : problem('not_found');
    }),

    changeConnection: route(operations.changeConnection, async ({ id, body, caller }) => {
      const ref = { tenantId: caller.tenantId, connectionId: id };
      const changed = await connections.changeContacts(ref, { ...body, at: clock.now() });
      return changed ? json(200, renderConnection(await readConnections.view(changed))) : problem('not_found');
    }),

    disconnectConnection: route(operations.disconnectConnection, notYet),

    replaceCredentials: route(operations.replaceCredentials, notYet),

    reconnectConnection: route(operations.reconnectConnection, async ({ id, body, caller }) => {
      const renewed = await renewConsent(caller, id, body.returnUrl);
      switch (renewed.kind) {
        case 'begun':
          return json(200, { authorizationUrl: renewed.authorizationUrl });
        case 'unknown_connection':
          return problem('not_found');
        case 'disconnected':
          return problem('connection_disconnected');
        case 'return_url_not_allowed':
        case 'wrong_method':
          return problem(renewed.kind);
      }
    }),
  };
};
