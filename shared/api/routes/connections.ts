import { operations } from '../../contracts/http/operations.ts';
import type { Language } from '../../domain/mail/language.ts';
import { defined } from '../../language/defined.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionHistory, ConnectionStore } from '../../ports/connections.ts';
import { renderHealth } from '../../presentation/health.ts';
import { json, problem, type Answer } from '../../runtime/http/answer.ts';
import type { Caller } from '../../runtime/http/identity.ts';
import { pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { withRevision } from '../../runtime/http/revisions.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeBeginConnection, NewOauthConnection } from '../../usecases/connections/beginConnection.ts';
import type {
  makeConnectWithCredentials,
  NewCredentialsConnection,
} from '../../usecases/connections/connectWithCredentials.ts';
import type { ConfirmAccess } from '../../usecases/connections/confirmAccess.ts';
import type { ChangeContacts } from '../../usecases/connections/changeContacts.ts';
import type { EnterAddresses } from '../../usecases/mail/enterAddresses.ts';
import type { makeDisconnect } from '../../usecases/connections/disconnect.ts';
import { userOf } from '../../usecases/connections/beginConsent.ts';
import type { ReadConnections } from '../../usecases/connections/readConnections.ts';
import type { LegacyConnection, makeRecordLegacy } from '../../usecases/connections/recordLegacy.ts';
import type { makeRenewConsent } from '../../usecases/connections/renewConsent.ts';
import type { makeReplaceCredentials } from '../../usecases/connections/replaceCredentials.ts';
import { renderConnection, renderHistoryEntry } from '../render/connection.ts';
import { renderLines, renderPage } from '../render/page.ts';

export interface ConnectionDeps {
  readonly beginConnection: ReturnType<typeof makeBeginConnection>;
  readonly readConnections: ReadConnections;
  readonly renewConsent: ReturnType<typeof makeRenewConsent>;
  readonly connectWithCredentials: ReturnType<typeof makeConnectWithCredentials>;
  readonly replaceCredentials: ReturnType<typeof makeReplaceCredentials>;
  readonly recordLegacy: ReturnType<typeof makeRecordLegacy>;
  readonly confirmAccess: ConfirmAccess;
  readonly disconnect: ReturnType<typeof makeDisconnect>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly changeContacts: ChangeContacts;
  readonly enterAddresses: EnterAddresses;
  readonly history: Pick<ConnectionHistory, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
}

export const makeConnectionRoutes = (deps: ConnectionDeps) => {
  const { beginConnection, readConnections, renewConsent, connections, history, clock } = deps;

  const begin = async (language: Language, caller: Caller, request: NewOauthConnection): Promise<Answer> => {
    const begun = await beginConnection(caller, request);
    if (begun.kind !== 'begun') return problem(begun.kind);
    const { connection, authorizationUrl, notice } = begun;
    await deps.enterAddresses(connection, connection, clock.now());
    return json(201, {
      id: connection.id,
      status: connection.status,
      authorizationUrl,
      notice: notice && renderHealth(language, notice),
    });
  };

  const connect = async (caller: Caller, request: NewCredentialsConnection): Promise<Answer> => {
    const connected = await deps.connectWithCredentials(caller, request);
    switch (connected.kind) {
      case 'connected':
        await deps.enterAddresses(
          { ...caller, id: connected.connectionId, contact: request.contact },
          request,
          clock.now(),
        );
        return json(201, { id: connected.connectionId, status: 'active' });
      case 'disconnected':
        return problem('connection_disconnected');
      case 'institution_unknown':
      case 'no_accounts':
        return problem(connected.kind);
    }
  };

  const recordLegacy = async (language: Language, caller: Caller, request: LegacyConnection): Promise<Answer> => {
    const recorded = await deps.recordLegacy(caller, request);
    await deps.enterAddresses(recorded, recorded, clock.now());
    const { connection, health } = await readConnections.view(recorded);
    return json(201, {
      id: connection.id,
      status: connection.status,
      health: renderHealth(language, health, { connectionId: connection.id }),
    });
  };

  const show = async (language: Language, tenantId: string, connectionId: string): Promise<Answer> => {
    const view = await readConnections.get(tenantId, connectionId);
    return view
      ? withRevision(json(200, renderConnection(language, view)), view.connection.settingsRevision)
      : problem('not_found');
  };

  return {
    createConnection: route(operations.createConnection, async ({ body, caller, language }) => {
      switch (body.method) {
        case 'oauth':
          return begin(language, caller, body);
        case 'client_credentials':
          return connect(caller, body);
        case 'legacy_token':
          return recordLegacy(language, caller, body);
      }
    }),

    listConnections: route(operations.listConnections, async ({ query, caller, language }) => {
      const { limit, cursor, ...filter } = query;
      const list: ListName = ['connections', caller.tenantId, ...Object.entries(filter).toSorted().flat()];
      const request = pageIn(list, { limit, ...defined({ cursor }) });
      const page = await readConnections.list(caller.tenantId, request, filter);
      return json(
        200,
        renderLines(
          list,
          page.items.map((view) => ({ body: renderConnection(language, view), nextPlace: view.connection.id })),
          page.nextCursor !== undefined,
        ),
      );
    }),

    getConnection: route(operations.getConnection, async ({ id, caller, language }) =>
      show(language, caller.tenantId, id),
    ),

    changeConnection: route(operations.changeConnection, async ({ id, body, caller, language, expected }) => {
      const ref = { tenantId: caller.tenantId, connectionId: id };
      const note = { by: userOf(caller), what: 'contacts_changed' } as const;
      const changed = await deps.changeContacts(ref, { ...body, at: clock.now(), note }, expected);
      if (!changed) return problem('not_found');
      if (changed === 'changed_meanwhile') return problem(changed);
      const view = await readConnections.view(changed);
      return withRevision(json(200, renderConnection(language, view)), changed.settingsRevision);
    }),

    disconnectConnection: route(operations.disconnectConnection, async ({ id, caller }) => {
      const revokedAtPonto = await deps.disconnect({ tenantId: caller.tenantId, connectionId: id }, userOf(caller));
      return revokedAtPonto ? json(200, { status: 'disconnected', revokedAtPonto }) : problem('not_found');
    }),

    listConnectionHistory: route(operations.listConnectionHistory, async ({ id, query, caller }) => {
      const ref = { tenantId: caller.tenantId, connectionId: id };
      if (!(await connections.get(ref))) return problem('not_found');
      const list: ListName = ['history', id];
      return json(200, renderPage(list, await history.list(ref, pageIn(list, query)), renderHistoryEntry));
    }),

    replaceCredentials: route(operations.replaceCredentials, async ({ id, body, caller, language }) => {
      const replaced = await deps.replaceCredentials(caller, id, body);
      switch (replaced.kind) {
        case 'replaced':
          return show(language, caller.tenantId, id);
        case 'unknown_connection':
          return problem('not_found');
        case 'disconnected':
          return problem('connection_disconnected');
        case 'wrong_method':
        case 'no_accounts':
        case 'other_organization':
          return problem(replaced.kind);
      }
    }),

    confirmConnection: route(operations.confirmConnection, async ({ id, body, caller, language }) => {
      const confirmed = await deps.confirmAccess(caller, id, body.token);
      switch (confirmed.kind) {
        case 'confirmed':
          return show(language, caller.tenantId, id);
        case 'unknown_connection':
          return problem('not_found');
        case 'disconnected':
          return problem('connection_disconnected');
        case 'nothing_to_confirm':
        case 'confirmation_not_yours':
        case 'confirmation_outdated':
        case 'no_accounts':
          return problem(confirmed.kind);
      }
    }),

    reconnectConnection: route(operations.reconnectConnection, async ({ id, body, caller, language }) => {
      const renewed = await renewConsent(caller, id, body.returnUrl);
      switch (renewed.kind) {
        case 'begun':
          return json(200, {
            authorizationUrl: renewed.authorizationUrl,
            notice: renewed.notice && renderHealth(language, renewed.notice),
          });
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
