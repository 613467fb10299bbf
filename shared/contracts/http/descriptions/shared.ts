import type { SchemaWords } from './description.ts';
import { moment, under } from './description.ts';

/** Words of what stands in many schemas without a name of its own. */
export const health: SchemaWords = {
  '': 'How it stands, for people: the worst finding, with what to do about it.',
  state:
    '`ok`; `attention`: soon needs a person, or tells something; `passing`: heals by itself; `action_required`: needs a person.',
  code: 'The finding as a code for software; absent while all is well. New codes may be added.',
  message: 'The finding as a sentence, in the language of the answer.',
  action: 'The next step; absent where there is none to take.',
};

export const notice: SchemaWords = {
  ...health,
  '': 'What to keep selected in the consent, which withdraws what is left out there; absent where nothing is at stake.',
};

export const withdrawn: SchemaWords = {
  '': 'It was proven before, and what was learned later contradicts that; absent otherwise.',
  at: moment('When the proof was withdrawn'),
  reason:
    'What contradicts it: `late_line`, `corrected` or `removed` lines, or `balance_restated`: the bank tells another balance.',
};

export const contact: SchemaWords = {
  '': 'The person who is written to about the connection.',
  email: 'Mail address, at most 254 characters.',
  name: 'How the person is addressed: one line of text, at most 100 characters.',
  locale: 'Language of mails to this person, a BCP 47 tag such as `nl` or `fr-BE`; English where it is missing.',
};

export const people: SchemaWords = {
  ...under('contact', contact),
  contact: contact[''] ?? '',
  notify: 'Further mail addresses that get what the contact gets, at most 20.',
  accountant: 'Mail address that gets one digest over all connections, of whatever tenants, that name it.',
  name: 'What the tenant calls the connection: one line of text, at most 100 characters; the digest tells clients apart by it.',
};

/** Words by a path, put below a member that has them. */
export const at = (member: string, words: SchemaWords): SchemaWords => ({
  ...(words[''] !== undefined && { [member]: words[''] }),
  ...under(member, words),
});
