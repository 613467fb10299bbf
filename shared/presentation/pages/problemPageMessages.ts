import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/problemPage.json' with { type: 'json' };
import en from '../messages/en/problemPage.json' with { type: 'json' };
import es from '../messages/es/problemPage.json' with { type: 'json' };
import fr from '../messages/fr/problemPage.json' with { type: 'json' };
import nl from '../messages/nl/problemPage.json' with { type: 'json' };

/** What the page about problems of the API says around them. */
export const problemPageMessages = createCatalogue({ en, fr, nl, de, es }, {});
