import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/sessionPage.json' with { type: 'json' };
import en from '../messages/en/sessionPage.json' with { type: 'json' };
import es from '../messages/es/sessionPage.json' with { type: 'json' };
import fr from '../messages/fr/sessionPage.json' with { type: 'json' };
import nl from '../messages/nl/sessionPage.json' with { type: 'json' };

/** What pages about the visit itself say, and forms that were not taken. */
export const sessionMessages = createCatalogue({ en, fr, nl, de, es }, {});
