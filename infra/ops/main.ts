import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import * as z from 'zod';
import { stages, type StageName } from '../config/stages.ts';
import { carryOut } from './carryOut.ts';
import { readOrder, usage, UsageError, type Order } from './order.ts';
import { openPlace } from './place.ts';

/** `npm run ops`: the operator's terminal. See infra/ops/README.md. */

const stage = z.enum(stages);
const cdkJson = z.object({ context: z.object({ stage }) });

const stageOf = (order: Order): StageName => {
  if (order.stage !== undefined) return order.stage;
  const named = process.env['BANK_SYNC_STAGE'];
  if (named !== undefined) return stage.parse(named);
  return cdkJson.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))).context.stage;
};

try {
  const order = readOrder(process.argv.slice(2));
  if (order.environmentFile !== undefined) loadEnvFile(order.environmentFile);
  const chosen = stageOf(order);
  console.error(`stage ${chosen}`);
  const place = openPlace(chosen);
  const isThere = await carryOut(order, place, (line) => console.log(line)).finally(place.close);
  process.exitCode = isThere ? 0 : 1;
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
