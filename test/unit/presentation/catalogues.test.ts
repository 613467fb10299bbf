import { IntlMessageFormat } from 'intl-messageformat';
import { languages, type Language } from '../../../shared/domain/mail/language.ts';
import { createCatalogue, type ArgumentValues } from '../../../shared/presentation/catalogue.ts';
import { certificateMessages } from '../../../shared/presentation/certificates.ts';
import { certificatePageMessages } from '../../../shared/presentation/pages/certificateMessages.ts';
import { monthMessages } from '../../../shared/presentation/pages/monthMessages.ts';
import { exportMessages } from '../../../shared/presentation/exports.ts';
import { explanationMessages } from '../../../shared/presentation/explanations.ts';
import { healthMessages } from '../../../shared/presentation/health.ts';
import { mailMessages } from '../../../shared/presentation/mail/renderMail.ts';
import { accountMessages } from '../../../shared/presentation/pages/account/accountMessages.ts';
import { statementMessages } from '../../../shared/presentation/pages/statement/statementMessages.ts';
import { frameMessages } from '../../../shared/presentation/pages/frameMessages.ts';
import { connectMessages } from '../../../shared/presentation/pages/connect/connectMessages.ts';
import { importMessages } from '../../../shared/presentation/pages/connect/importMessages.ts';
import { renewMessages } from '../../../shared/presentation/pages/connect/renewMessages.ts';
import { pageMessages } from '../../../shared/presentation/pages.ts';
import { connectionMessages } from '../../../shared/presentation/pages/connection/connectionMessages.ts';
import { overviewMessages } from '../../../shared/presentation/pages/overviewMessages.ts';
import { stateMessages } from '../../../shared/presentation/pages/stateMessages.ts';
import { problemMessages } from '../../../shared/presentation/problems.ts';
import { ruleMessages } from '../../../shared/presentation/rules.ts';

type Kind = keyof ArgumentValues;
interface AnyCatalogue {
  readonly texts: Readonly<Record<Language, Readonly<Record<string, string>>>>;
  readonly argumentTable: Readonly<Record<string, Readonly<Record<string, Kind>> | undefined>>;
}
const catalogues: Readonly<Record<string, AnyCatalogue>> = {
  problems: problemMessages,
  rules: ruleMessages,
  health: healthMessages,
  explanations: explanationMessages,
  certificates: certificateMessages,
  monthPage: monthMessages,
  certificatePage: certificatePageMessages,
  exports: exportMessages,
  mails: mailMessages,
  pages: pageMessages,
  connect: connectMessages,
  import: importMessages,
  renew: renewMessages,
  frame: frameMessages,
  states: stateMessages,
  overview: overviewMessages,
  account: accountMessages,
  statement: statementMessages,
  connection: connectionMessages,
};
const samples: ArgumentValues = { text: 'KBC', number: 2, day: '2026-03-17', moment: '2026-03-17T08:05:00.000Z' };

/** The same in every language: a name, or a form of words that two languages share. */
const sameEverywhere: readonly string[] = [
  'Bank',
  'Client ID',
  'Code',
  'Format',
  'Journal',
  'Later',
  'Name',
  'Pages',
  'Secret ID',
  'Status',
  'Verdict',
  'open',
  'week',
];
/** Nothing but arguments and marks is left to translate. */
const hasNoWords = (text: string): boolean => !/\p{L}{2}/u.test(text.replaceAll(/\{[^{}]*\}/g, ''));

/** What a text names: a counted argument is `number`, any other is written as it is. */
const argumentsIn = (elements: ReturnType<IntlMessageFormat['getAst']>): ReadonlyMap<string, 'number' | 'written'> => {
  const found = new Map<string, 'number' | 'written'>();
  for (const element of elements) {
    if ('options' in element) {
      found.set(element.value, 'number');
      for (const option of Object.values(element.options)) {
        for (const [name, kind] of argumentsIn(option.value)) found.set(name, kind);
      }
    } else if (element.type === argumentElement) found.set(element.value, found.get(element.value) ?? 'written');
  }
  return found;
};
/** As the parser numbers the kinds of its elements. */
const argumentElement = 1;

/** With a row for every message, so that any of them takes its values. */
const tableOf = ({ texts, argumentTable }: AnyCatalogue): Readonly<Record<string, Readonly<Record<string, Kind>>>> =>
  Object.fromEntries(Object.keys(texts.en).map((id) => [id, argumentTable[id] ?? {}]));

const cases = Object.entries(catalogues).flatMap(([topic, catalogue]) =>
  languages.map((language) => [topic, language, catalogue] as const),
);

describe('the messages', () => {
  it.each(cases)('of %s in %s are all there, and name what the table says', (_topic, language, catalogue) => {
    expect(Object.keys(catalogue.texts[language]).toSorted()).toEqual(Object.keys(catalogue.texts.en).toSorted());
    for (const [id, text] of Object.entries(catalogue.texts[language])) {
      const named = argumentsIn(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
      const wanted = Object.entries(catalogue.argumentTable[id] ?? {}).map(
        ([name, kind]) => [name, kind === 'number' ? 'number' : 'written'] as const,
      );
      expect([id, ...[...named].toSorted()]).toEqual([id, ...wanted.toSorted()]);
    }
  });

  it.each(cases)(
    'of %s in %s can be formatted, and leave nothing of the format behind',
    (_topic, language, catalogue) => {
      const { text: textOf } = createCatalogue(catalogue.texts, tableOf(catalogue));
      for (const id of Object.keys(catalogue.texts[language])) {
        const values = Object.fromEntries(
          Object.entries(catalogue.argumentTable[id] ?? {}).map(([name, kind]) => [name, samples[kind]]),
        );
        const text = textOf(language, id, values);
        expect(text).not.toMatch(/[{}#]|undefined|\bNaN\b|^$/);
      }
    },
  );

  it.each(cases)(
    'of %s in %s use no straight apostrophe, which the format takes for a quotation',
    (_, language, catalogue) => {
      expect(Object.entries(catalogue.texts[language]).filter(([, text]) => text.includes("'"))).toEqual([]);
    },
  );

  it.each(cases.filter(([, language]) => language !== 'en'))(
    'of %s are translated into %s',
    (_, language, catalogue) => {
      const copied = Object.entries(catalogue.texts[language]).filter(
        ([id, text]) => text === catalogue.texts.en[id] && !hasNoWords(text) && !sameEverywhere.includes(text),
      );
      expect(copied).toEqual([]);
    },
  );
});
