import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/frame.json' with { type: 'json' };
import en from '../messages/en/frame.json' with { type: 'json' };
import es from '../messages/es/frame.json' with { type: 'json' };
import fr from '../messages/fr/frame.json' with { type: 'json' };
import nl from '../messages/nl/frame.json' with { type: 'json' };

/** What all pages share: navigation, chips, and the words of the components. */
export const frameMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    error_title: { title: 'text' },
    errors_title: { count: 'number' },
    problem_code: { code: 'text' },
    day_and_time: { day: 'text', time: 'text' },
    relative_day: { relative: 'text', day: 'text' },
  },
);
