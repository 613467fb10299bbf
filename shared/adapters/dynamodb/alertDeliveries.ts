import * as z from 'zod';
import type { AlertDelivery } from '../../domain/alerts/delivery.ts';
import type { AlertDeliveries, AlertRef } from '../../ports/alerts.ts';
import { alertDeliveryKey } from './keys.ts';
import { epochSecondsOf, parseRecord } from './records.ts';
import { all, equals, isNew, type Condition } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const progress = {
  state: z.enum(['begun', 'done', 'refused']),
  attempts: z.number(),
  run: z.string(),
};

const deliveryRecord = onFirstUse((): z.ZodType<AlertDelivery> =>
  z.union([
    z.object({ authorizedAt: z.string().exactOptional(), lastDay: z.string(), step: z.number(), ...progress }),
    z.object({ cause: z.string(), ...progress }),
  ]),
);

/** All reminders of an authorization are over long before; an incident that nobody heals for so long may be told again. */
const keptSeconds = 400 * 86_400;

/** Under a hash of the audience or address: the table shows nobody's address here. */
export class DynamoAlertDeliveries implements AlertDeliveries {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async get(ref: AlertRef): Promise<AlertDelivery | undefined> {
    const item = await this.#table.get(alertDeliveryKey(ref));
    return item && parseRecord(deliveryRecord(), item, 'delivery of an alert');
  }

  async put(ref: AlertRef, delivery: AlertDelivery, seen: AlertDelivery | undefined): Promise<'written' | 'changed'> {
    const expiresAtEpochSeconds = epochSecondsOf(delivery.run, keptSeconds);
    const written = await this.#table.put(
      alertDeliveryKey(ref),
      { ...delivery, expiresAtEpochSeconds },
      seen ? unchangedSince(seen) : isNew,
    );
    return written === 'written' ? 'written' : 'changed';
  }
}

const unchangedSince = (seen: AlertDelivery): Condition =>
  all(
    equals('run', seen.run),
    equals('state', seen.state),
    equals('attempts', seen.attempts),
    'cause' in seen ? equals('cause', seen.cause) : equals('step', seen.step),
  );
