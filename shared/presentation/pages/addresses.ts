const of = (room: string, id: string, rest = ''): string => `/pages/${room}/${encodeURIComponent(id)}${rest}`;

/** Where the parts of a page are that others lead to. */
export const anchors = {
  /** Of the runs of an account. */
  check: 'check',
  /** Of the settings of an account. */
  knownBalance: 'known-balance',
  succession: 'succession',
  end: 'end',
  /** Of a connection. */
  contacts: 'contacts',
  credentials: 'credentials',
  accounts: 'accounts',
  confirm: 'confirm',
  migrate: 'migrate',
} as const;

/** The addresses of all pages: ids, days and codes only. */
export const addresses = {
  overview: '/pages/overview',
  month: '/pages/month',
  connect: '/pages/connect',
  connectBank: (institutionId: string): string => of('connect', institutionId),
  chooseJournals: (connectionId: string): string => of('connect/accounts', connectionId),
  importProgress: (connectionId: string): string => of('connect/progress', connectionId),
  renew: (connectionId: string): string => of('renew', connectionId),
  account: (accountId: string): string => of('accounts', accountId),
  accountLines: (accountId: string): string => of('accounts', accountId, '/lines'),
  accountSyncs: (accountId: string): string => of('accounts', accountId, '/syncs'),
  accountSettings: (accountId: string): string => of('accounts', accountId, '/settings'),
  statement: (statementId: string): string => of('statements', statementId),
  certificate: (certificateId: string): string => of('certificates', certificateId),
  connection: (connectionId: string): string => of('connections', connectionId),
} as const;

/** The part of a page. */
export const at = (address: string, anchor: keyof typeof anchors): string => `${address}#${anchors[anchor]}`;
