import { makeCounters } from '../../../shared/runtime/metrics.ts';

const prepared = () => {
  const lines: string[] = [];
  const counters = makeCounters('PontoBankSync/dev', (line) => void lines.push(line));
  return { counters, entries: (): unknown[] => lines.map((line) => JSON.parse(line)) };
};
const directive = (dimensions: readonly string[], ...names: readonly string[]) => ({
  Timestamp: expect.any(Number),
  CloudWatchMetrics: [
    {
      Namespace: 'PontoBankSync/dev',
      Dimensions: [dimensions],
      Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
    },
  ],
});

describe('the counters of a function', () => {
  it('write what was counted as one line in the embedded metric format', () => {
    const { counters, entries } = prepared();

    counters.count('ConnectionsDue', 12);
    counters.count('PontoRequests');
    counters.count('PontoRequests');
    counters.publish();

    expect(entries()).toEqual([
      { _aws: directive([], 'ConnectionsDue', 'PontoRequests'), ConnectionsDue: 12, PontoRequests: 2 },
    ]);
  });

  it('write a line of its own for every label, because a line has one value for each dimension', () => {
    const { counters, entries } = prepared();

    counters.countBy('SyncsFinished', 'succeeded', 3);
    counters.countBy('SyncsFinished', 'bug');
    counters.countBy('SyncsFinished', 'succeeded');
    counters.publish();

    expect(entries()).toEqual([
      { _aws: directive(['outcome'], 'SyncsFinished'), outcome: 'succeeded', SyncsFinished: 4 },
      { _aws: directive(['outcome'], 'SyncsFinished'), outcome: 'bug', SyncsFinished: 1 },
    ]);
  });

  it('keep the last of what is measured, in its unit', () => {
    const { counters, entries } = prepared();

    counters.count('HealthCheckMilliseconds', 40);
    counters.count('HealthCheckMilliseconds', 30);
    counters.publish();

    expect(entries()).toEqual([
      expect.objectContaining({
        HealthCheckMilliseconds: 30,
        _aws: expect.objectContaining({
          CloudWatchMetrics: [
            expect.objectContaining({ Metrics: [{ Name: 'HealthCheckMilliseconds', Unit: 'Milliseconds' }] }),
          ],
        }),
      }),
    ]);
  });

  it('begin anew with the next invocation, and write nothing when nothing was counted', () => {
    const { counters, entries } = prepared();
    counters.count('ConnectionsDue');
    counters.publish();

    counters.publish();

    expect(entries()).toHaveLength(1);
  });

  it('write to standard output, where the log of the function is taken from', () => {
    const chunks: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = (chunk: unknown): boolean => chunks.push(String(chunk)) > 0;

    try {
      const counters = makeCounters('PontoBankSync/dev');
      counters.count('ConnectionsDue');
      counters.publish();
    } finally {
      process.stdout.write = write;
    }

    expect(chunks).toEqual([expect.stringMatching(/^\{"_aws".*"ConnectionsDue":1\}\n$/)]);
  });
});
