import { count, moment, pageWords, type Chapter } from './description.ts';
import { at } from './shared.ts';

const status = 'How well Ponto supports the bank: `stable`, `beta` or `experimental`.';

export const institutions = {
  name: 'Institutions',
  description: 'Banks that Ponto reaches.',
  calls: {
    listInstitutions: {
      '': 'Banks by name, BIC or country, as a person looks for theirs.',
      search: 'Part of a name or of a BIC, at most 100 characters.',
      country: 'Country of the bank: two letters (ISO 3166-1 alpha-2), such as `BE`.',
      status: `Only banks of this kind. ${status}`,
      200: 'A page of banks.',
    },
    getInstitution: {
      '': 'One bank, with what to know before connecting it.',
      id: 'Id of the bank.',
      200: 'The bank.',
    },
  },
  schemas: {
    Institution: {
      '': 'A bank that Ponto reaches.',
      id: 'Id of the bank; it is Ponto’s own.',
      name: 'What the bank is called.',
      bic: 'Its BIC (ISO 9362), where it is told.',
      country: 'Its country: two letters (ISO 3166-1 alpha-2).',
      logoUrl: 'Address of its logo, an image at Ponto.',
      status,
      provider: 'Who reaches it: always `ponto`.',
      deprecated: 'Ponto is about to stop supporting it.',
      ...at('maintenance', {
        '': 'Announced maintenance; absent where none is.',
        from: moment('When it begins'),
        to: moment('When it ends'),
        type: 'What kind it is, as Ponto says.',
      }),
      authorizationDays: count('Days until the customer has to authorise again'),
      ...at('trouble', {
        '': 'Many accounts of this bank could not be read together in the last hours; absent otherwise.',
        at: moment('When that was seen last'),
        message: 'The same as a sentence, in the language of the answer.',
      }),
      notice: 'What to know before connecting, as a sentence; absent where there is nothing.',
    },
    InstitutionPage: pageWords('banks'),
  },
} as const satisfies Chapter;
