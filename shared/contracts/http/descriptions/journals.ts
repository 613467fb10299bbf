import { pageWords, type Chapter } from './description.ts';

const code =
  'Short code by which bookkeepers know it, unique in the tenant: 1 to 16 letters, digits, dots, dashes or `_`.';
const name = 'What people call it: one line of text, at most 100 characters.';
const currency =
  'Currency of its lines, three letters (ISO 4217). An account feeds a journal of its own currency alone.';

export const journals = {
  name: 'Journals',
  description: 'A journal is where the lines of one bank account are booked in the tenant’s bookkeeping.',
  calls: {
    listJournals: { '': 'Every journal of the tenant, fed by an account or not.', 200: 'A page of journals.' },
    createJournal: {
      '': 'Makes a journal that no account feeds yet. Linking an account can make one too (`PUT /v1/accounts/{id}/link`).',
      201: 'The journal, with its id.',
    },
    getJournal: { '': 'One journal of the tenant.', id: 'Id of the journal.', 200: 'The journal.' },
    changeJournal: {
      '': 'Changes the code, the name, or both. What feeds it and what is booked in it stay as they are.',
      id: 'Id of the journal.',
      200: 'The journal as it is now.',
    },
    deleteJournal: {
      '': 'Removes a journal that was made in vain. One that an account feeds or has fed stays, because books name it; so does the one that every tenant starts with.',
      id: 'Id of the journal.',
      204: 'The journal is gone, and its code is free.',
    },
  },
  schemas: {
    Journal: {
      '': 'A journal of bookkeeping, fed by at most one bank account.',
      id: 'Id of the journal. It never changes.',
      code,
      name,
      currency,
      accountId: 'Id of the account that feeds it; absent while none does.',
    },
    JournalPage: pageWords('journals'),
    NewJournal: {
      '': 'A journal to be made.',
      code,
      name,
      currency: `${currency} One that payments are made in: no fund, no metal, no code that means no currency.`,
    },
    JournalChange: { '': 'What is to change: the code, the name, or both.', code, name },
  },
} as const satisfies Chapter;
