import { accountNumber, amount, count, currencyCode, day, moment, pageWords, type Chapter } from './description.ts';
import { at, health } from './shared.ts';

const knownBalance = {
  '': 'The closing balance of a day by a statement of the bank that the tenant holds.',
  date: day('The day whose end it counts'),
  amount: amount('The balance at the end of that day'),
};
const figureVerdict = {
  ...knownBalance,
  '': 'The tenant’s own figure, and whether the books arrive at it.',
  verdict: '`agrees`, `differs`, or `waiting` until it can be said.',
  difference: amount('Books minus figure, where they differ'),
};
const balance = {
  amount: amount('What the bank says'),
  currency: currencyCode,
  referenceDate: day('The day up to and including which the bank counted'),
  changedAt: moment('When Ponto last saw it change'),
};
const completeDays = {
  completeFrom: day('The first day of which everything is in and proven'),
  completeUpTo: day(
    'The last such day; where `completeFrom` lies after it, there is no such day. It can go back, or be absent again: a late line, a correction or another balance of the bank takes back what was proven, until the next balance agrees',
  ),
};
const frequency =
  'How often it is read by itself, at Brussels times: `every_6_hours` (02:40, 08:40, 14:40, 20:40), `every_12_hours` (08:40,' +
  ' 20:40), `daily`, `weekly` (Monday), `monthly` (the first; all at 08:40), or `manual`: never.';
const statementPeriod = 'What one statement covers: a day, a week or a month.';
const id = 'Id of the account.';
const asItIs = 'The account as it is now.';

export const accounts = {
  name: 'Accounts',
  description:
    'Bank accounts that a tenant shared: what they feed, how they stand, how complete and proven their books are.',
  calls: {
    listAccounts: {
      '': 'Accounts of the bank that was chosen when their connection was made. A consent may share accounts of other banks too: `all=true` has them all.',
      connectionId: 'Only accounts of this connection, by its id.',
      institutionId: 'Only accounts of this bank, by its id.',
      all: '`true`: also accounts of banks that were not chosen; `false` leaves them out.',
      health: 'Only accounts whose `health.state` is this.',
      healthCode: 'Only accounts whose `health.code` is this.',
      authorization: 'Only accounts whose `authorization.state` is this.',
      200: 'A page of accounts; it may have fewer than `limit` and a cursor.',
    },
    getAccount: { '': 'One account with its link, its proof and its health.', id, 200: 'The account.' },
    endAccount: {
      '': 'Takes the account out of the integration at Ponto, so that it is no longer paid for, stops its runs and frees its journal. Its books stay readable. It cannot be undone.',
      id,
      200: 'It has ended.',
    },
    succeedAccount: {
      '': 'For an account that comes back under another number, or as a new account at Ponto: link, journal, numbering and history of the earlier one go on in it. `succession.candidates` of the earlier account names those that may.',
      id: 'Id of the account that goes on.',
      200: 'The account that goes on, with the link of the earlier one.',
    },
    takeBackSuccession: {
      '': 'Makes two accounts of one again: books, numbering, link and Ponto id are what they were. Possible until a statement is final after the succession.',
      id: 'Id of the account that went on.',
      200: asItIs,
    },
    previewLink: {
      '': 'Judges by what Ponto has now, by the rules of a first run. Nothing is written, and the bank is not asked.',
      id,
      200: 'What the link would bring.',
    },
    setKnownBalance: {
      '': 'A balance proves only what it was not computed from. With the closing balance of the bank’s last statement before the link, the days after that one can be proven too.',
      id,
      200: asItIs,
    },
    takeBackKnownBalance: { '': 'Takes a figure away that was wrong.', id, 200: asItIs },
    reauthorizeAccount: {
      '': 'Banks allow access for at most 180 days. This begins Ponto’s own renewal; send the person to `redirectUrl` at once. Gaps fill themselves afterwards.',
      id,
      200: 'Where the person goes.',
    },
  },
  schemas: {
    Account: {
      '': 'A bank account that the tenant authorised on a connection.',
      id: 'Id of the account. It stays when the account comes back after a new consent.',
      connectionId: 'Id of the connection that it was authorised on.',
      institutionId: 'Id of its bank.',
      pontoId: 'Id of the account at Ponto. It changes when the account comes back under a new one.',
      reference: accountNumber,
      referenceType: 'What kind of number `reference` is, as Ponto says: mostly `IBAN`.',
      currency: currencyCode,
      subtype: 'Kind of account as Ponto says, such as `checking` or `card`; absent where it is not told.',
      holderName: 'Name of the holder, as the bank writes it.',
      product: 'What the bank calls this kind of account.',
      description: 'What the bank or the holder calls this account.',
      internalReference: 'The bank’s own reference. It tells pockets and cards of one number apart.',
      deprecated: 'Ponto is about to stop supporting the account.',
      ...at('authorization', {
        '': 'The bank’s permission to read it, for at most 180 days.',
        state: '`valid`; `expiring`: 30 days or less are left; `expired`; `revoked`: by the bank or the person.',
        authorizedAt: moment('When it was last given'),
        expiresAt: moment('When it ends'),
        daysLeft: count('Days until then'),
      }),
      ...at('balances', {
        '': 'What the bank says of its balance; each is absent where the bank does not tell it.',
        ...at('current', { '': 'Balance of what is booked.', ...balance }),
        ...at('available', { '': 'What can be spent, by the bank’s reckoning.', ...balance }),
      }),
      ...at('link', {
        '': 'What the account feeds.',
        '=none': 'The account feeds nothing.',
        '=link_journal': 'The account feeds a journal.',
        action: '`link_journal`: it feeds a journal; `none`: nothing is read.',
        journalId: 'Id of the journal that it feeds.',
        frequency,
        statementPeriod,
        importFrom: day(
          'The first day of the books; lines of earlier days stay out. Where books begin earlier, those days go on coming in',
        ),
        linkedAt: moment('When it was linked'),
        ...at('knownBalance', knownBalance),
      }),
      lastSync: 'The latest run; absent before the first one.',
      nextSyncAt: moment('When a schedule reads it next; absent where none will'),
      ...at('succession', {
        '': 'Of an account that is no longer shared: whether another one continues it. A person says which (`POST /v1/accounts/{id}/succeed`).',
        candidates: 'Ids of accounts that may continue it, at most 20.',
      }),
      refusedLineCount: count(
        'Lines of Ponto that cannot be booked, 100 at most: `GET /v1/accounts/{id}/refused-lines` names them',
      ),
      ...at('firstImport', {
        '': 'How far the first import is; absent once everything that Ponto had was read.',
        lines: count('Lines in the books so far'),
        backTo: day(
          'The earliest day in Ponto’s list as far as it was read, also before `importFrom`: it is no list by days, and is read to its end',
        ),
      }),
      ...completeDays,
      ...at('proof', {
        '': 'What the books are worth as a whole; absent of an account that feeds nothing.',
        verdict:
          '`proven`: a second balance agrees; `unproven`: none could be compared yet; `broken`: books and bank differ.',
        difference: amount('Books minus bank, where they differ'),
        since: day('The first day on which books and bank may have parted'),
        bankBalance: amount('The bank’s last balance that could be compared'),
        bankBalanceOn: day('The last day that this balance counts'),
        convention:
          'What the balances of this bank count: `closed_day`, lines up to a day that was over, or `so_far`, everything booked until then.',
        ...at('knownBalance', figureVerdict),
      }),
      ...at('health', health),
    },
    AccountPage: pageWords('accounts'),
    EndedAccount: {
      '': 'An account that has ended.',
      status: 'It has ended, for good.',
      removedAtPonto:
        '`done`, or `not_needed`: it was out already, or another connection reads it on the same integration.',
    },
    KnownBalanceRequest: {
      '': knownBalance[''],
      date: knownBalance.date,
      amount:
        'The balance at the end of that day as a person types it: `-12.50` or `-12,50`, in the currency of the account.',
    },
    LinkPreviewRequest: {
      '': 'The start to judge; an empty body judges the default.',
      importFrom: day('First day of the books, as in a link'),
      knownBalance: 'The known balance, as in a link.',
      lastBookedOn: day('The last day that the tenant’s own books have; that of `knownBalance` where it is missing'),
    },
    LinkPreview: {
      '': 'What a link with this start would bring, by what Ponto has now.',
      importFrom: day('The first day of the books'),
      currency: currencyCode,
      earliestLine: day('Day of the earliest line that Ponto has'),
      latestLine: day('Day of the latest line that Ponto has'),
      isWhole: '`false`: Ponto has too many lines to count at once, and each count means “at least”.',
      ...at('counts', {
        '': 'Lines at Ponto, by what would become of them.',
        fromStart: count('Lines that the books would get'),
        beforeStart: count('Lines that would stay out, because they are of days before'),
        unreadable: count('Lines of the whole account that cannot be booked'),
      }),
      ...at('opening', {
        '': 'The balance at the beginning of `importFrom`.',
        '=known': 'The balance can be told.',
        '=unknown': 'The balance cannot be told yet.',
        kind: '`known`, or `unknown` with the reason.',
        amount: amount('The balance'),
        mayChange: 'Balance and lines are of different moments, or the bank has not shown yet what its balances count.',
        code: 'Why it cannot be told, as a code.',
        message: 'Why it cannot be told, as a sentence.',
      }),
      ...at('knownBalance', figureVerdict),
      completeFrom: day('The first day of which everything would be in and proven'),
      completeUpTo: day('The last such day'),
      ...at('overlap', {
        '': 'Where the tenant’s own books end.',
        lastBookedOn: day('Their last day'),
        inBoth: count('Lines that both would have'),
        inNeither: count('Lines that neither would have'),
      }),
    },
    Redirect: {
      '': 'A page to which the person is sent.',
      redirectUrl: 'Address of Ponto’s page: open it in the person’s browser at once, it is good for a few minutes.',
    },
    ReauthorizationRequest: {
      '': 'An empty body, or an address to go to afterwards.',
      returnUrl:
        'Where the person goes afterwards, on the allow-list, at most 2,000 characters; it gets `connectionId`, `accountId` and `status`.',
    },
    SuccessionRequest: {
      '': 'Which account goes on in this one.',
      predecessorId: 'Id of the earlier account, whose history goes on.',
    },
  },
} as const satisfies Chapter;
