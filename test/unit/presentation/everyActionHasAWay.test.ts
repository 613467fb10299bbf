import {
  authorizationHealth,
  healthOf,
  healthOfFault,
  healthOfStatus,
  type Health,
  type HealthCode,
} from '../../../shared/domain/connections/health.ts';
import { healthOfConnection } from '../../../shared/domain/connections/connectionHealth.ts';
import { fetchNotice } from '../../../shared/domain/connections/fetchNotice.ts';
import { faultKinds, type FaultCode } from '../../../shared/domain/faults/fault.ts';
import type { Account, ConnectionStatus } from '../../../shared/domain/connections/connection.ts';
import { makeTenantApiRoutes } from '../../../shared/api/tenantApi.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { renderHealth } from '../../../shared/presentation/health.ts';
import { aConnection, aLink, anAccount } from '../../builders/records.ts';
import { inert } from '../../builders/inert.ts';

type Expected = 'action_required' | 'other';

/** Which codes ask something of a person, and which never do. A new code does not compile before it is entered. */
const expected: Readonly<Record<Exclude<HealthCode, FaultCode>, Expected>> = {
  all_well: 'other',
  not_linked: 'other',
  none_linked: 'other',
  ended: 'other',
  ended_differing: 'other',
  bank_trouble: 'other',
  migration_required: 'action_required',
  awaiting_consent: 'action_required',
  awaiting_confirmation: 'action_required',
  connecting_interrupted: 'action_required',
  disconnected: 'action_required',
  onboarding_incomplete: 'other',
  nobody_reached: 'other',
  books_differ: 'other',
  known_balance_differs: 'other',
  first_import: 'other',
  lines_uncertain: 'other',
  succession_undecided: 'action_required',
  keep_selected: 'other',
  authorization_expiring: 'other',
  no_accounts: 'action_required',
  other_bank: 'other',
  accounts_missing: 'other',
  accounts_lost: 'action_required',
  nothing_added: 'other',
};

const statuses = [
  'active',
  'awaiting_consent',
  'reconnect_required',
  'blocked',
  'migration_required',
  'disconnected',
] as const satisfies readonly ConnectionStatus[];
const methods = ['oauth', 'client_credentials', 'legacy_token'] as const;
const nameOf = new Map<string, string>();
const faults = Object.keys(faultKinds).filter((code): code is FaultCode => code in faultKinds);

/** Everything that asks something of a person, made as the product makes it. */
const asked = (): readonly Health[] => {
  const gone = anAccount({ link: aLink(), authorization: { revoked: true } });
  const account = { account: gone, connectionStatus: 'active', paused: false, refusedLines: 0 } as const;
  const connections = methods.flatMap((method) =>
    statuses.flatMap((status) => {
      const connection = aConnection({ method, status, statusCode: 'credentials_refused' });
      return [
        healthOfConnection({ connection, accounts: [], paused: false, nameOf }),
        healthOfConnection({ connection, accounts: [gone], paused: false, nameOf }),
        healthOfStatus(status, undefined, method),
        fetchNotice({ connection, added: [], kept: [anAccount()], lost: [gone], nameOf }),
      ];
    }),
  );
  const successions = [[anAccount()], [anAccount(), anAccount()]].map((candidates: readonly Account[]) =>
    healthOf({ ...account, authorization: { state: 'revoked' }, candidates }),
  );
  const unconfirmed = {
    token: 't',
    organizationId: 'o',
    accounts: [],
    accountCount: 1,
    at: '2026-03-10T08:00:00.000Z',
  };
  const waiting = aConnection({ status: 'awaiting_consent', unconfirmed });
  return [
    healthOfConnection({ connection: waiting, accounts: [], paused: false, nameOf }),
    ...connections,
    ...successions,
    ...faults.map(healthOfFault),
    authorizationHealth({ state: 'expired' }),
    authorizationHealth({ state: 'revoked' }),
  ].filter((health): health is Health => health?.state === 'action_required');
};

describe('whatever asks something of a person', () => {
  const codes = Object.entries(expected).flatMap(([code, kind]) => (kind === 'action_required' ? [code] : []));
  const ofFaults = faults.filter((code) => faultKinds[code] === 'userActionRequired');

  it('is every code of the catalogue that can ask something, and no other', () => {
    expect(new Set(asked().map(({ code }) => code))).toEqual(new Set([...codes, ...ofFaults]));
  });

  it('names a way to do it, by an address or a call that the API takes', () => {
    const routes = new Set([...Object.keys(makeTenantApiRoutes(inert('deps'))), 'fetchAccounts']);
    const taken = Object.entries(operations).flatMap(([name, { method, path }]) =>
      routes.has(name) ? [`${method} ${path.replace('{id}', 'an-id')}`] : [],
    );

    for (const health of asked()) {
      const { action } = renderHealth('en', health, { connectionId: 'an-id', accountId: 'an-id' });
      const call = action?.call && `${action.call.method} ${action.call.path}`.replace(anAccount().id, 'an-id');
      expect([health.code, action?.label]).toEqual([health.code, expect.stringMatching(/\w/)]);
      expect([health.code, action?.url ?? call]).toEqual([health.code, expect.any(String)]);
      if (call !== undefined) expect(taken).toContain(call);
    }
  });
});
