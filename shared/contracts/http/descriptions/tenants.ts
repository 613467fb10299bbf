import { accountNumber, count, currencyCode, moment, type Chapter } from './description.ts';
import { at } from './shared.ts';

const counted = (what: string): string =>
  `${what}, as Ponto counts them: an exact decimal number as text, with fractions where it counts parts of a month.`;

export const tenants = {
  name: 'Tenant',
  description: 'The tenant as a whole: what it uses, and how all of it is erased.',
  calls: {
    getUsage: {
      '': 'What Ponto bills by, per organisation, and accounts that are paid for but feed nothing.',
      month: 'The month, `YYYY-MM`.',
      200: 'What was used.',
    },
    eraseTenant: {
      '': 'Ends every connection at Ponto, then deletes books, settings and secrets. It cannot be undone, and takes minutes.',
      202: 'The erasure has begun.',
    },
    getErasure: { '': 'How far the latest erasure is.', 200: 'The erasure.' },
  },
  schemas: {
    Usage: {
      '': 'What was used in a month.',
      month: 'The month, `YYYY-MM`.',
      organizationCount: count('Organisations at Ponto behind the tenant’s connections'),
      ...at('organizations', {
        '': 'What Ponto counts, by organisation, at most 1,000.',
        organizationId: 'Id of the organisation at Ponto.',
        connectionIds: 'Ids of the connections that it stands behind.',
        accounts: counted('Accounts'),
        payments: counted('Payments'),
        bulkPayments: counted('Bulk payments'),
        totalAccounts: counted('Accounts of all integrations'),
      }),
      unlinkedAccountCount: count('Accounts that are shared, and so paid for, but feed no journal'),
      ...at('unlinkedAccounts', {
        '': 'These accounts, at most 1,000.',
        id: 'Id of the account.',
        connectionId: 'Id of its connection.',
        institutionId: 'Id of its bank.',
        reference: accountNumber,
        currency: currencyCode,
      }),
    },
    ErasureRequest: { '': 'Erasing cannot be undone: it is said in words.', confirm: 'The word `erase`.' },
    Erasure: {
      '': 'The erasure of all of a tenant’s data.',
      id: 'Id of the erasure.',
      state: '`erasing`, or `done`.',
      requestedAt: moment('When it was asked for'),
      finishedAt: moment('When it was done'),
      connections: count('Connections that there were; known once the work has begun'),
      accounts: count('Accounts that there were; known once the work has begun'),
    },
  },
} as const satisfies Chapter;
