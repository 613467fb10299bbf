import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/states.json' with { type: 'json' };
import en from '../messages/en/states.json' with { type: 'json' };
import es from '../messages/es/states.json' with { type: 'json' };
import fr from '../messages/fr/states.json' with { type: 'json' };
import nl from '../messages/nl/states.json' with { type: 'json' };

/** What an account or a connection is told to be in, and what is done about it. */
export const stateMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    well_proven: { day: 'day' },
    well_proven_from: { day: 'day', from: 'day' },
    next_read: { moment: 'text' },
    expiring: { relative: 'text' },
    expired: { day: 'day' },
    importing: { lines: 'number' },
    importing_back_to: { lines: 'number', day: 'day' },
    renew_at: { bank: 'text' },
    reconnect_to: { bank: 'text' },
  },
);
