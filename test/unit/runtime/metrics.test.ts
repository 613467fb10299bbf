import { makeCounters } from '../../../shared/runtime/metrics.ts';

/** What a piece of work writes to standard output. */
const outputOf = (work: () => void): string => {
  const chunks: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (chunk: unknown): boolean => {
    chunks.push(String(chunk));
    return true;
  };
  try {
    work();
  } finally {
    process.stdout.write = write;
  }
  return chunks.join('');
};

describe('the counters of a function', () => {
  it('write what was counted as one line in the embedded metric format', () => {
    const counters = makeCounters('sync-dispatch');

    const output = outputOf(() => {
      counters.count('ConnectionsDue', 12);
      counters.publish();
    });

    expect(JSON.parse(output)).toMatchObject({
      service: 'sync-dispatch',
      ConnectionsDue: 12,
      _aws: {
        CloudWatchMetrics: [{ Namespace: 'PontoBankSync', Metrics: [{ Name: 'ConnectionsDue', Unit: 'Count' }] }],
      },
    });
  });

  it('write nothing when nothing was counted', () => {
    const counters = makeCounters('sync-dispatch');

    expect(outputOf(() => counters.publish())).toBe('');
  });
});
