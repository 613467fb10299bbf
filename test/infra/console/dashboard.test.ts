import { readFileSync } from 'node:fs';
import { savedQueries } from '../../../infra/constructs/console/savedQueries.ts';
import { environments } from '../../../shared/contracts/environment.ts';
import { metrics, type MetricDefinition } from '../../../shared/contracts/metrics.ts';
import { allAlarms, at, ofType, synthesize } from '../support.ts';
import { widgetsIn } from './widgets.ts';

const { resources, template } = synthesize('prod');
const widgets = widgetsIn(template);
const namespace = 'PontoBankSync/prod';

/** The rows of the table below a heading of the document, cell by cell. */
const tableBelow = (heading: string): readonly (readonly string[])[] => {
  const document = readFileSync('docs/metrics.md', 'utf8');
  const section = document.slice(document.indexOf(`## ${heading}`)).split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};
const words = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

const ofAws = new Map<string, readonly string[]>();
for (const [space, names] of tableBelow('Counted by AWS')) {
  const key = words(space)[0]?.replace('<stage>', 'prod') ?? '';
  ofAws.set(key, [...(ofAws.get(key) ?? []), ...words(names)]);
}
const definitions: Readonly<Record<string, MetricDefinition>> = metrics;

/** Why a metric that somebody looks at does not exist; undefined when it does. */
const unknown = (space: string, name: string, dimensions: readonly string[]): string | undefined => {
  if (space !== namespace) return ofAws.get(space)?.includes(name) === true ? undefined : `${space} ${name}`;
  const { split } = definitions[name] ?? {};
  const [dimension, label = ''] = dimensions;
  const fits = name in definitions && dimension === split?.dimension && (!split || split.labels.includes(label));
  return fits ? undefined : `${name} ${dimensions.join(' ')}`;
};

describe('docs/metrics.md', () => {
  it('lists what the functions count, as the code has it', () => {
    const listed = tableBelow('Counted by the functions').map(([name, meaning, split]) => [
      words(name)[0],
      meaning,
      words(split),
    ]);

    expect(listed).toEqual(
      Object.entries(definitions).map(([name, { meaning, split }]) => [
        name,
        meaning,
        split ? [split.dimension, ...split.labels] : [],
      ]),
    );
  });

  it('says truly how many pairs of metric and label there are at most', () => {
    const pairs = Object.values(definitions).reduce((sum, { split }) => sum + (split?.labels.length ?? 1), 0);

    expect(pairs).toBeLessThanOrEqual(70);
  });
});

describe('the dashboard', () => {
  it('shows only metrics that exist', () => {
    const strange = widgets
      .flatMap(({ properties }) => properties.metrics)
      .flatMap(({ namespace: space, name, dimensions }) => unknown(space, name, dimensions) ?? []);

    expect(strange).toEqual([]);
  });

  it('shows every metric that the functions count, but those that only an event makes', () => {
    const shown = widgets.flatMap(({ properties }) => properties.metrics.map(({ name }) => name));

    const hidden = Object.keys(definitions).filter((name) => !shown.includes(name));

    expect(hidden).toEqual(['ConsentsConnected']);
  });

  it('shows every alarm, and a graph of every function', () => {
    const alarms = allAlarms(resources).map(({ id }) => `${id}.Arn`);
    const shown = widgets.flatMap(({ properties }) => properties.alarms);
    const titles = widgets.map(({ properties }) => properties.title);

    expect([...shown].sort()).toEqual([...alarms].sort());
    // It is called when people sign in, hardly ever; its alarm tells what there is to tell.
    expect(Object.keys(environments).filter((name) => !titles.includes(name))).toEqual(['token-claims']);
  });
});

describe('the alarms', () => {
  it('watch only metrics that exist', () => {
    const watched = ofType(resources, 'AWS::CloudWatch::Alarm').flatMap(({ Properties }) => [
      Properties,
      ...[0, 1, 2].map((index) => at(Properties, 'Metrics', index, 'MetricStat', 'Metric')),
      ...[1, 2, 3].map((index) => at(Properties, 'Metrics', index, 'MetricStat', 'Metric')),
    ]);

    const strange = watched
      .filter((metric) => at(metric, 'MetricName') !== undefined)
      .flatMap((metric) => {
        const dimensions = ['Name', 'Value'].map((part) => String(at(metric, 'Dimensions', 0, part) ?? ''));
        const named = dimensions[0] === '' ? [] : dimensions;
        return unknown(String(at(metric, 'Namespace')), String(at(metric, 'MetricName')), named) ?? [];
      });

    expect(strange).toEqual([]);
  });
});

describe('the saved queries', () => {
  it('stand in the console below the name of their stage, over the logs of all functions of the application', () => {
    const found = ofType(resources, 'AWS::Logs::QueryDefinition').map(({ Properties }) => Properties);

    expect(found.map(({ Name }) => Name)).toEqual(savedQueries.map(({ name }) => `ponto-bank-sync-prod/${name}`));
    for (const { LogGroupNames, QueryString } of found) {
      // That of the user pool stands in the other stack.
      expect(LogGroupNames).toHaveLength(ofType(resources, 'AWS::Lambda::Function').length - 1);
      expect(String(QueryString)).toContain('filter ');
    }
  });
});
