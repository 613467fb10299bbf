import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { allAlarms, at, synthesize, type Resource } from '../support.ts';

/** With the option that brings an alarm of its own. */
const { resources } = synthesize('prod', {
  backupCopyVaultArn: 'arn:aws:backup:eu-central-1:999988887777:backup-vault:copies',
});

const properties = z.object({
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore']),
  Period: z.number().optional(),
  Metrics: z.unknown().optional(),
});

const nameOf = (id: string): string => id.replace(/(Alarm)?[0-9A-F]{8}$/, '');

const spokenTime = (seconds: number): string => {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
};

/** When an alarm goes off, as its properties say it. */
const ruleOf = ({ Type, Properties }: Resource): string => {
  if (Type === 'AWS::CloudWatch::CompositeAlarm') {
    const text = JSON.stringify(at(Properties, 'AlarmRule'));
    const children = [...text.matchAll(/"Fn::GetAtt":\["(\w+)","Arn"\]/g)].map(([, id = '']) => nameOf(id));
    return children.map((child) => `\`${child}\``).join(text.includes(' AND ') ? ' and ' : ' or ');
  }
  const alarm = properties.parse(Properties);
  const periods = [0, 1].map((index) => at(alarm.Metrics, index, 'MetricStat', 'Period'));
  const period = Number(alarm.Period ?? periods.find((found) => found !== undefined));
  const sign = alarm.ComparisonOperator === 'LessThanThreshold' ? '<' : '≥';
  const { EvaluationPeriods: all, DatapointsToAlarm: bad = all } = alarm;
  const silence = { breaching: ', or silence', notBreaching: '', ignore: '' }[alarm.TreatMissingData];
  return `${sign} ${alarm.Threshold} in ${bad} of ${all} × ${spokenTime(period)}${silence}`;
};

const severityOf = ({ Properties }: Resource): string => {
  const topic = resources.get(String(at(Properties, 'AlarmActions', 0, 'Ref')))?.Properties['TopicName'];
  return topic === 'ponto-bank-sync-prod-alarms' ? '**page**' : 'ticket';
};

describe('docs/alarms.md', () => {
  it('lists every alarm of the template: its name, whom it tells and when, and why that is right', () => {
    const listed = readFileSync('docs/alarms.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| `/.test(line))
      .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

    expect(listed.map((cells) => cells.slice(0, 3))).toEqual(
      allAlarms(resources)
        .map((alarm) => [`\`${nameOf(alarm.id)}\``, severityOf(alarm), ruleOf(alarm)])
        .toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    );
    expect(listed.filter(([, , , why = '']) => why.length < 20)).toEqual([]);
  });

  it('has the first alarms tried by one of each severity that is not on in a stage that was just deployed', () => {
    const [, first = ''] =
      /for one in (.+); do\n {2}aws cloudwatch set-alarm-state/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
    const tried = first.split(' ').map((name) => allAlarms(resources).filter(({ id }) => nameOf(id) === name));

    expect(tried.map((found) => found.map(severityOf))).toEqual([['**page**'], ['ticket']]);
    // Of nothing that has run yet, silence is an alarm already, and one that is on cannot go off.
    expect(tried.flat().map(({ Properties }) => Properties['TreatMissingData'])).toEqual([
      'notBreaching',
      'notBreaching',
    ]);
  });

  it('says truly how many alarms there are of each kind, and what they cost', () => {
    const text = readFileSync('docs/alarms.md', 'utf8');
    const metricsOf = ({ Type, Properties }: Resource): number => {
      if (Type === 'AWS::CloudWatch::CompositeAlarm') return 0;
      const queries = z.array(z.unknown()).safeParse(Properties['Metrics']).data ?? [{ MetricStat: {} }];
      return queries.filter((query) => at(query, 'MetricStat') !== undefined).length;
    };
    const alarms = allAlarms(resources);
    const watched = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
    const composite = alarms.filter(({ Type }) => Type === 'AWS::CloudWatch::CompositeAlarm').length;
    const usd = (0.1 * watched + 0.5 * composite).toFixed(2);

    expect(text).toContain(
      `${alarms.length - composite} alarms watch ${watched} metrics, ${composite} watch other alarms: ${usd} USD`,
    );
  });
});
