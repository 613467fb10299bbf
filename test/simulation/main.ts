import { parseArgs } from 'node:util';
import { simulateAccounts } from './accounts/simulateAccounts.ts';
import { simulateOutgoing } from './outgoing/simulateOutgoing.ts';
import { simulate } from './simulate.ts';

/**
 * `node test/simulation/main.ts --runs 10000 --from 1`: many random histories of one account, and a quarter as many of all
 * accounts of an organisation and of three days of webhooks to a tenant's receivers; prints what they met and found. `--of
 * account`, `--of accounts` and `--of webhooks` choose one kind, `--stop` ends with the first violation.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    of: { type: 'string', default: 'all' },
    stop: { type: 'boolean', default: false },
  },
});
interface Report {
  readonly runs: number;
  /** Of webhooks: deliveries. */
  readonly lines: number;
  readonly faults: number;
  readonly events: number;
  readonly violations: readonly string[];
}
const from = Number(values.from);

/** @returns whether nothing was wrong */
const tell = async (of: string, histories: number, history: (seed: number) => Promise<Report>): Promise<boolean> => {
  const total = { runs: 0, faults: 0, events: 0, lines: 0, violations: 0 };
  for (let seed = from; seed < from + histories; seed += 1) {
    const report = await history(seed);
    total.runs += report.runs;
    total.faults += report.faults;
    total.events += report.events;
    total.lines += report.lines;
    total.violations += report.violations.length;
    if (report.violations.length > 0) {
      const replay = `--of ${of} --runs 1 --from ${seed}`;
      process.stdout.write(`seed ${seed}: ${report.violations.length} violations; replay: ${replay}\n`);
      for (const violation of report.violations.slice(0, 5)) process.stdout.write(`  ${violation.slice(0, 400)}\n`);
    }
    if (values.stop && total.violations > 0) break;
  }
  process.stdout.write(
    `${histories} histories of ${of}: ${total.runs} runs, ${total.lines} lines, ${total.faults} faults injected, ` +
      `${total.events} events, ${total.violations} violations\n`,
  );
  return total.violations === 0;
};

const runs = Number(values.runs);
const kinds = [
  { of: 'account', history: simulate, share: 1 },
  { of: 'accounts', history: simulateAccounts, share: 4 },
  { of: 'webhooks', history: simulateOutgoing, share: 4 },
];
for (const { of, history, share } of kinds) {
  if (values.of !== 'all' && values.of !== of) continue;
  if (!(await tell(of, values.of === of ? runs : Math.ceil(runs / share), history))) process.exitCode = 1;
}
