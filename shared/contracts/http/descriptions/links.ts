import { under, type Chapter, type SchemaWords } from './description.ts';

const link: SchemaWords = {
  action:
    '`link_journal` takes a journal that is there, `create_journal` makes one, `none` ends the link. Without it, the link keeps its journal; the first account of a tenant takes the journal `BNK1`, further ones get a new one.',
  journalId: 'Id of the journal to feed, with `link_journal`. It has to have the currency of the account.',
  journal: 'The journal to make, with `create_journal`; named after the bank and the account where it is missing.',
  'journal.code': 'Short code of the new journal: 1 to 16 letters, digits, dots, dashes or `_`, unique in the tenant.',
  'journal.name': 'Name of the new journal: one line of text, at most 100 characters.',
  frequency: 'How often the account is read by itself; `manual` never. A new link is read every 12 hours.',
  statementPeriod: 'The period of a statement. A new link has daily statements.',
  importFrom:
    'First day of the books (`YYYY-MM-DD`): lines before it stay out. Of a new link, the day after `knownBalance`, else the first day of the current month. An earlier day than before brings more in; a later one is refused once there are books (`import_from_too_late`).',
  knownBalance:
    'The closing balance of a day by a statement of the bank that the tenant holds. It proves the days after it.',
};

export const links = {
  name: 'Links',
  description: 'A link says which journal an account feeds, how often it is read, and from which day on.',
  calls: {
    linkAccount: {
      '': 'Links an account, or changes or ends its link. What is left out stays as it is. A link starts the first import at once; the same request again changes nothing.',
      id: 'Id of the account.',
      200: 'The account with its link.',
    },
    linkAccounts: {
      '': 'Links up to 50 accounts in one call, one after another, each as a call of its own would. Each stands or falls by itself: the answer says which were done and why others were refused. The whole request can be sent again; what is done stays as it is.',
      200: 'What became of each link, in the order of the request. It is 200 also where some or all were refused.',
    },
  },
  schemas: {
    LinkRequest: { '': 'A link, or what is to change of one.', ...link },
    AccountLinksRequest: {
      '': 'The links to be made or changed.',
      links: '1 to 50 links, each of another account.',
      'links.accountId': 'Id of the account.',
      ...under('links', link),
    },
    AccountLinksOutcome: {
      '': 'What became of several links.',
      items: 'One outcome for each link, in the order of the request.',
      'items=done': 'A link that was done.',
      'items=refused': 'A link that was refused.',
      'items.accountId': 'Id of the account, as the request names it.',
      'items.outcome':
        '`done`: the account is as the link says. `refused`: nothing was changed, and `problem` says why.',
      'items.account': 'The account with its link, where it was done.',
      'items.problem': 'Why it was refused: what the call for this account alone would have answered.',
    },
  },
} as const satisfies Chapter;
