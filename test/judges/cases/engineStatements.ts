import fc from 'fast-check';
import { addDays, latest, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { FeedLine, LineContent } from '../../../shared/domain/ledger/line.ts';
import type { StatementInFull } from '../../../shared/domain/statements/statementInFull.ts';
import type { StatementPeriod } from '../../../shared/domain/statements/period.ts';
import type { BankFeed, LinesPage } from '../../../shared/ports/bankFeed.ts';
import { makeStatementsForFile } from '../../../shared/usecases/ledger/statementsForFile.ts';
import { arbitraryStatement } from '../../builders/arbitraryStatement.ts';
import { aLinkedAccount } from '../../builders/bank.ts';
import { anEngine, ledger } from '../../builders/engine.ts';
import { Random } from '../../simulation/random.ts';
import { World } from '../../simulation/world.ts';

export interface History {
  readonly seed: number;
  readonly days: number;
  readonly period: StatementPeriod;
}

const importFrom: CalendarDate = '2026-01-01';

/**
 * Statements as the engine makes them of a bank that books, corrects, removes and is late, day after day: balances that
 * follow each other, numbers without gaps, late lines, adjustments.
 */
export const engineStatements = async ({ seed, days, period }: History): Promise<readonly StatementInFull[]> => {
  const random = new Random(seed);
  const world = new World(random, 100);
  world.habit = { dating: 'asked', counts: 'so_far' };
  const engine = anEngine();
  const account = {
    ...aLinkedAccount({ importFrom, statementPeriod: period }),
    tenantId: ledger.tenantId,
    id: ledger.accountId,
    holderName: 'Bakkerij Peeters BV',
    product: 'Zichtrekening',
  };
  const feed = dressed(world.feed(), clothes(seed));
  for (let day = 0; day < days; day += 1) {
    if (isWorkday(world.now)) {
      somethingHappens(world, random);
      world.synchronize();
      await engine.run({ account, feed, feedAccount: world.account, now: world.instant() });
      world.recordTold();
    }
    world.passHours(24);
    engine.passTime(24 * 3_600_000);
  }
  const statements = makeStatementsForFile({ reader: engine.reader });
  const wanted = { open: true, broken: true };
  const found = await statements.between(account, { from: importFrom, to: world.today() }, wanted);
  if (found.kind !== 'statements') throw new Error(`the engine has made no statements: ${found.kind}`);
  const read: StatementInFull[] = [];
  for (const view of found.views) read.push(await found.read(view));
  return read;
};

const isWorkday = (now: number): boolean => ![0, 6].includes(new Date(now).getUTCDay());

const somethingHappens = (world: World, random: Random): void => {
  const today = world.today();
  const cents = (): number => (random.chance(0.1) ? 500 : random.between(-90_000, 100_000));
  for (let line = random.between(1, 5); line > 0; line -= 1) {
    world.book(today, cents(), `order ${random.between(1, 99_999)}`);
  }
  if (random.chance(0.1)) {
    const late = latest(addDays(today, -random.between(1, 9)), importFrom);
    world.book(late, cents(), `late ${random.between(1, 99_999)}`);
  }
  const alive = world.bankLines.filter(({ removed, date }) => !removed && date > addDays(today, -20));
  if (alive.length === 0 || !random.chance(0.12)) return;
  const line = random.pick(alive);
  if (random.chance(0.3)) line.removed = true;
  else line.cents += random.between(1, 900);
};

type Clothes = readonly LineContent[];

/** Names, accounts, references and texts of every kind. */
const clothes = (seed: number): Clothes =>
  fc
    .sample(arbitraryStatement({ currency: 'EUR' }), { seed, numRuns: 30 })
    .flatMap(({ entries }) => entries.map(({ content }) => content));

/** The bank of the simulation knows amounts and plain texts only; a line keeps what it is given here. */
const dressed = (feed: BankFeed, all: Clothes): BankFeed => {
  const put = (line: FeedLine): FeedLine => {
    const { executionDate, amount, currency, remittanceText = '' } = line.content;
    const worn = all[Number(remittanceText.replaceAll(/\D/g, '')) % all.length];
    const { valueDate: _valueDate, fee: _fee, ...others } = worn ?? line.content;
    return { ...line, content: { ...others, executionDate, amount, currency } };
  };
  const page = (told: LinesPage | 'gone'): LinesPage | 'gone' =>
    told === 'gone' ? told : { ...told, lines: told.lines.map(put) };
  return {
    ...feed,
    lines: async (account, options) => page(await feed.lines(account, options)),
    updatedLines: async (id, options) => page(await feed.updatedLines(id, options)),
    line: async (account, id, zone) => {
      const told = await feed.line(account, id, zone);
      return told && 'content' in told ? put(told) : told;
    },
  };
};
