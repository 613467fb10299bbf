import { bakery } from './bakery.ts';
import { blockedOrganisation } from './blockedOrganisation.ts';
import { broken } from './broken.ts';
import { expiring } from './expiring.ts';
import { mergedBank } from './mergedBank.ts';
import { replacedCard } from './replacedCard.ts';
import type { Scenario } from './scenario.ts';
import { tenThousandLines } from './tenThousandLines.ts';

/** By the name in `POST /local/scenarios/{name}`. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  bakery,
  expiring,
  broken,
  'merged-bank': mergedBank,
  'replaced-card': replacedCard,
  'blocked-organisation': blockedOrganisation,
  'ten-thousand-lines': tenThousandLines,
};
