import { locale, moment, returnUrl, type Chapter } from './description.ts';
import { at, contact } from './shared.ts';

export const pageSessions = {
  name: 'Pages',
  description: 'Our own pages, opened for one person: connect, overview, account, statement, month, renew.',
  calls: {
    createPageSession: {
      '': 'Send the person’s browser to the address at once, as a redirect and in no frame.',
      201: 'The address.',
    },
  },
  schemas: {
    NewPageSession: {
      '': 'Which page opens, and for whom.',
      '=connect': 'Connect a bank.',
      '=overview': 'All accounts, and how they stand.',
      '=month': 'The month, to be signed off.',
      '=account': 'One account with its lines and statements.',
      '=statement': 'One statement.',
      '=renew': 'Renew what ends on a connection.',
      page: 'The page; one for connecting or renewing opens nothing else.',
      institutionId: 'Id of the bank, where it is already chosen.',
      accountId: 'Id of the account that is shown.',
      statementId: 'Id of the statement that is shown.',
      connectionId: 'Id of the connection that is renewed.',
      returnUrl,
      locale: `${locale} The browser’s where it is missing.`,
      ...at('contact', {
        ...contact,
        '': 'Who is written to about a bank that this person connects; asked for where it is missing.',
      }),
    },
    PageSession: {
      '': 'An address for one person, opened once.',
      url: 'The address. Whoever opens it first is let in: send it nowhere but to that browser.',
      expiresAt: moment('Until when it opens, five minutes after it was made'),
    },
  },
} as const satisfies Chapter;
