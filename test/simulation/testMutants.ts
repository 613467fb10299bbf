import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakMarkedModules } from './mutantModules.ts';
import { mutants, type Mutant } from './mutants.ts';

interface History {
  readonly violations: readonly string[];
}
type Simulate = (seed: number) => Promise<History>;

/**
 * `node test/simulation/testMutants.ts`: breaks one safeguard at a time and runs the simulation on it, first the history
 * that is recorded to notice, then others. A mutant that no history notices is a hole in the simulation. `--record`
 * writes down which history noticed; words behind choose mutants by their name, `accounts` and `webhooks` those
 * of that simulation.
 */
const { values, positionals } = parseArgs({ options: { record: { type: 'boolean' } }, allowPositionals: true });
const histories = 600;
const seedsPath = join(import.meta.dirname, 'mutantSeeds.json');
const seeds: Record<string, number> = JSON.parse(await readFile(seedsPath, 'utf8'));

await breakMarkedModules('./simulate.ts', './accounts/simulateAccounts.ts', './outgoing/simulateOutgoing.ts');

/** Only what the auditor finds counts: a history that ends with an error has shown nothing. */
const noticed = async (simulate: Simulate, seed: number): Promise<string | undefined> => {
  const { violations } = await simulate(seed);
  return violations.find((violation) => !violation.startsWith('the simulation itself failed'));
};

/** The simulation, made once more with a safeguard broken. */
const simulationOf = async (of: Mutant['of'], number: number): Promise<Simulate> => {
  switch (of) {
    case 'accounts':
      return (await import(`./accounts/simulateAccounts.ts?mutant=${number}`)).simulateAccounts;
    case 'webhooks':
      return (await import(`./outgoing/simulateOutgoing.ts?mutant=${number}`)).simulateOutgoing;
    case undefined:
      return (await import(`./simulate.ts?mutant=${number}`)).simulate;
  }
};

let survivors = 0;
const words = positionals.join(' ');
const chosen = mutants
  .map((mutant, number) => ({ ...mutant, number }))
  .filter(({ name, of }) => name.includes(words) || of === words);
for (const { name, number, of } of chosen) {
  const simulate = await simulationOf(of, number);
  const recorded = seeds[name];
  let seed = recorded ?? 1;
  let found = await noticed(simulate, seed);
  const isRecorded = found !== undefined && recorded !== undefined;
  if (found === undefined) seed = 0;
  while (found === undefined && seed < histories) {
    seed += 1;
    found = await noticed(simulate, seed);
  }
  if (found === undefined) survivors += 1;
  else seeds[name] = seed;
  const told =
    found === undefined ? '' : ` (seed ${seed}${isRecorded ? '' : ', not recorded'}: ${found.slice(0, 100)})`;
  process.stdout.write(`${found === undefined ? 'SURVIVED' : 'caught'}: ${name}${told}\n`);
}
if (values.record === true) {
  const table = Object.fromEntries(mutants.flatMap(({ name }) => (seeds[name] ? [[name, seeds[name]]] : [])));
  await writeFile(seedsPath, `${JSON.stringify(table, undefined, 2)}\n`);
}
process.stdout.write(`${chosen.length} mutants, ${survivors} survived\n`);
if (survivors > 0) process.exitCode = 1;
