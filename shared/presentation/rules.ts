import type { Rule } from '../contracts/http/rules.ts';
import type { Language } from '../domain/mail/language.ts';
import { createCatalogue, unnamed } from './catalogue.ts';
import de from './messages/de/rules.json' with { type: 'json' };
import en from './messages/en/rules.json' with { type: 'json' };
import es from './messages/es/rules.json' with { type: 'json' };
import fr from './messages/fr/rules.json' with { type: 'json' };
import nl from './messages/nl/rules.json' with { type: 'json' };

export const ruleMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    one_of: { values: 'text' },
    at_least_one_of: { values: 'text' },
    min_characters: { count: 'number' },
    max_characters: { count: 'number' },
    min_items: { count: 'number' },
    max_items: { count: 'number' },
    at_least: { limit: 'text' },
    at_most: { limit: 'text' },
  },
);

/** What a rule names, where it names something. */
export interface RuleValues {
  readonly values?: string;
  readonly count?: number;
  readonly limit?: string;
}

const nothingNamed = { values: unnamed, count: 0, limit: unnamed };

/** What is wrong with a member of a request, to be read behind its name: "is required". */
export const ruleText = (language: Language, rule: Rule, values: RuleValues = {}): string =>
  ruleMessages.text(language, rule, { ...nothingNamed, ...values });
