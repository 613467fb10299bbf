import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

/** `node test/simulation/main.ts --runs 10000 --from 1`: many random histories; prints what they met and found. `--stop` ends with the first violation. */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    stop: { type: 'boolean', default: false },
  },
});
const [histories, from] = [Number(values.runs), Number(values.from)];
const total = { runs: 0, faults: 0, events: 0, lines: 0, violations: 0 };
for (let seed = from; seed < from + histories; seed += 1) {
  const report = await simulate(seed);
  total.runs += report.runs;
  total.faults += report.faults;
  total.events += report.events;
  total.lines += report.lines;
  total.violations += report.violations.length;
  if (report.violations.length > 0) {
    process.stdout.write(`seed ${seed}: ${report.violations.length} violations; replay: --runs 1 --from ${seed}\n`);
    for (const violation of report.violations.slice(0, 5)) process.stdout.write(`  ${violation.slice(0, 400)}\n`);
  }
  if (values.stop && total.violations > 0) break;
}
process.stdout.write(
  `${histories} histories, ${total.runs} runs, ${total.lines} lines, ${total.faults} faults injected, ` +
    `${total.events} events, ${total.violations} violations\n`,
);
if (total.violations > 0) process.exitCode = 1;
