import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderMarkdown, renderTable } from '../report/table.ts';
import { assumptions } from './assumptions.ts';
import { readMeasurements } from './measurements.ts';
import { betweenMarks } from './betweenMarks.ts';
import { readStackLimits } from './stack.ts';
import { scaleTables } from './tables.ts';

/** `npm run simulate:scale`: what the schedules ask of the stack at some sizes. docs/scale.md tells what it means. */

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    'ponto-ms': { type: 'string' },
    'accounts-per-connection': { type: 'string' },
    /** Puts the tables into docs/scale.md. */
    write: { type: 'boolean' },
  },
});
const numberOf = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`${text} is no number above zero`);
};
const document = join(import.meta.dirname, '../../docs/scale.md');

const tables = scaleTables({
  measured: readMeasurements(),
  stack: readStackLimits(),
  assumed: {
    ...assumptions,
    seed: numberOf(values.seed, assumptions.seed),
    pontoMs: numberOf(values['ponto-ms'], assumptions.pontoMs),
    accountsPerConnection: numberOf(values['accounts-per-connection'], assumptions.accountsPerConnection),
  },
});
if (values.write === true) {
  const text = readFileSync(document, 'utf8');
  writeFileSync(document, betweenMarks(text, tables.map(renderMarkdown).join('\n')));
} else for (const table of tables) console.log(renderTable(table));
