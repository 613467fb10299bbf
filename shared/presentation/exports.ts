import type { ExportLimit, ExportObstacle } from '../contracts/http/files.ts';
import type { Language } from '../domain/mail/language.ts';
import { createCatalogue } from './catalogue.ts';
import de from './messages/de/exports.json' with { type: 'json' };
import en from './messages/en/exports.json' with { type: 'json' };
import es from './messages/es/exports.json' with { type: 'json' };
import fr from './messages/fr/exports.json' with { type: 'json' };
import nl from './messages/nl/exports.json' with { type: 'json' };

export const exportMessages = createCatalogue({ en, fr, nl, de, es }, {});

/** What a kind of bookkeeping file cannot hold. */
export const limitText = (language: Language, limit: ExportLimit): string =>
  exportMessages.text(language, `limit_${limit}`);

/** Why a statement cannot be written in a kind of file; its name comes before the sentence. */
export const obstacleText = (language: Language, obstacle: ExportObstacle): string =>
  exportMessages.text(language, obstacle);
