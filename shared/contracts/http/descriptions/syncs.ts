import { count, day, moment, pageWords, type Chapter } from './description.ts';
import { content } from './lines.ts';
import { at } from './shared.ts';

const id = 'Id of the account.';
const sync = {
  '': 'One run that brings an account up to date, or checks a period.',
  id: 'Id of the run.',
  accountId: 'Id of the account.',
  trigger:
    '`link`: the account was linked, its link changed, or its access was given anew: a first import, or what was missed; `schedule`; `person`: by this API or a page; `webhook`: Ponto said that there is news.',
  status: '`queued`, `waiting_for_bank`, `fetching`, then `succeeded` or `failed`.',
  ...at('counts', {
    '': 'What the run did to the books.',
    added: count('Lines that are new'),
    corrected: count('Lines that the bank tells differently now'),
    removed: count('Lines that the bank took back'),
    unchanged: count('Lines that were read again and are the same'),
    pending: count('Pending lines that Ponto shows now'),
    refused: count(
      'Lines of the whole account that cannot be booked, as the run left them: `GET /v1/accounts/{id}/refused-lines` names them; absent of runs of an earlier release',
    ),
  }),
  pages: count('Pages of transactions read from Ponto'),
  ...at('error', {
    '': 'Of a failed run: why.',
    code: 'Why, as a code: one of the codes of a `Problem`.',
    message: 'Why, as a sentence in the language of the answer.',
    action: 'The next step; absent where there is none to take.',
  }),
  retryAt: moment('Of a failed run that is tried again by itself: when'),
  retriedAs: 'Id of the run that it then is; it exists from that moment on.',
  ...at('check', {
    '': 'The period that this run compares with Ponto line by line; absent of other runs.',
    from: day('First day, inclusive'),
    to: day('Last day, inclusive'),
  }),
  createdAt: moment('When it was asked for'),
  startedAt: moment('When its work began; absent while it waits, and of runs of a former release'),
  finishedAt: moment('When it ended; absent until then'),
  updatedAt: moment('When it last changed'),
};

export const syncs = {
  name: 'Syncs',
  description: 'Runs that bring an account up to date, and checks of a period against the bank.',
  calls: {
    requestSync: {
      '': 'Without a body the bank is asked now, as the customer who is there; with a period, its lines are compared with Ponto one by one. A run under way is the answer where it does the same; where it does not check the period, the answer is 409 `sync_under_way`. Ask `GET /v1/syncs/{id}` how it goes.',
      id,
      202: 'The run, queued, or the one that is under way.',
    },
    listSyncs: { '': 'Runs of the last 400 days.', id, 200: 'A page of runs.' },
    getSync: {
      '': 'One run; of a check, the report once it is done. `limit` and `cursor` page through the report.',
      id: 'Id of the run.',
      200: 'The run.',
    },
  },
  schemas: {
    Sync: sync,
    SyncPage: pageWords('runs'),
    SyncRequest: {
      '': 'An empty body, or a period to be checked: both its days.',
      from: day('First day, inclusive, of lines by execution date, else value date'),
      to: day('Last day, inclusive'),
    },
    SyncWithReport: { ...sync, report: 'What the check has found; absent until then, and of other runs.' },
    CheckReport: {
      '': 'What a check of a period has found.',
      from: day('First day, inclusive'),
      to: day('Last day, inclusive'),
      inOneGo:
        '`false`: Ponto’s list was too long for a single pass, so that lines missing at Ponto could not be told.',
      ...at('counts', {
        '': 'Lines, by what became of them.',
        missing: count('Lines that the books had not; they are in now'),
        corrected: count('Lines that Ponto tells differently'),
        removed: count('Lines that Ponto has no more'),
        same: count('Lines that agree'),
        notListed: count(
          'Lines from before the account came back under a new id of Ponto, which can list them no more',
        ),
        beforeImportFrom: count('Lines at Ponto that stay out because they lie before `importFrom`'),
        stayRemoved: count('Lines that Ponto lists again after it had removed them; their tombstones stay'),
        unreadable: count(
          'Lines of the whole account that cannot be booked: `GET /v1/accounts/{id}/refused-lines` names them',
        ),
      }),
      items: 'Lines that differ.',
      nextCursor: 'Goes into `cursor` of the same call; absent on the last page.',
    },
    Finding: {
      '': 'A line that a check has found to differ.',
      kind: '`missing`: the books had not it, and it is in now; `corrected`: Ponto tells it differently; `removed`: Ponto has it no more.',
      transaction: 'The line as it is in the books now.',
      ...at('before', { ...content, '': 'What the books said before.' }),
    },
  },
} as const satisfies Chapter;
