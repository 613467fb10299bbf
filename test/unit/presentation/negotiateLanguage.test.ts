import { negotiateLanguage } from '../../../shared/presentation/negotiateLanguage.ts';

describe('the language of an answer', () => {
  it.each([
    ['of a reader who names one', 'nl', 'nl'],
    ['of any region', 'nl-BE', 'nl'],
    ['whatever the case', 'FR-be', 'fr'],
    ['that is preferred, wherever it stands', 'en;q=0.5, de;q=0.8, fr;q=0.3', 'de'],
    ['that stands first among equals', 'es, fr', 'es'],
    ['that is the best of those we have', 'pl, cs;q=0.9, nl;q=0.4', 'nl'],
    ['that a browser sends', 'fr-BE,fr;q=0.9,en-US;q=0.8,en;q=0.7', 'fr'],
    ['that stands before one of less weight', 'nl,en;q=0.9', 'nl'],
    ['that has the most weight, written with spaces and a capital', 'en ; Q=0.2 ,\tde;  q=0.201', 'de'],
    ['that has no weight of its own, so the whole', 'en;q=0.999, es', 'es'],
    ['whose region alone is refused', 'nl-NL;q=0, nl-BE;q=0.3', 'nl'],
    ['with a weight of more digits than there may be', 'nl;q=0.12345, fr;q=0.1', 'fr'],
    ['that is not refused', 'en;q=0, *;q=0.5', 'fr'],
    ['in which everything is refused', 'en;q=0, *;q=0', 'en'],
    ['that any other may be', '*', 'en'],
    ['that is rather any other', 'fr;q=0.4, *;q=0.5', 'en'],
    ['we do not have', 'pl', 'en'],
    ['that nobody names', undefined, 'en'],
    ['that is empty', '', 'en'],
    ['after what cannot be read', 'n@l, ;q=1, nl;q=2, de;q=0.1', 'de'],
    ['that stands beyond what is read', `${'pl,'.repeat(30)}nl`, 'en'],
  ])('%s: %j', (_what, header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });
});
