import { feedParts } from '../../infra/ops/feed/feedSwitch.ts';
import { readSettings } from '../../infra/config/settings.ts';
import { releaseOf } from '../../infra/config/release.ts';
import { allAlarms, at, ofType, requiredContext, synthesize, type Resource } from './support.ts';

const { resources } = synthesize('prod');
const schedulesOf = (from: ReadonlyMap<string, Resource>) =>
  ofType(from, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);

describe('what stops the feed', () => {
  const parts = feedParts('prod');

  it('are all schedules of the template but the canary, and all functions that take from a queue', () => {
    const takers = ofType(resources, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) =>
      at(resources.get(String(at(Properties, 'FunctionName', 'Ref')))?.Properties, 'FunctionName'),
    );

    expect([...parts.schedules, 'ponto-bank-sync-prod-health-canary'].toSorted()).toEqual(
      schedulesOf(resources)
        .map(({ Name }) => String(Name))
        .toSorted(),
    );
    expect([...new Set(takers)].toSorted()).toEqual([...parts.workers].toSorted());
  });

  it('are all parts of schedules that fire in parts, too', () => {
    const { begin, schedules, isPart } = feedParts('prod');
    const names = schedulesOf(synthesize('prod', { dispatchParts: 32 }).resources).map(({ Name }) => String(Name));

    const stopped = names.filter((name) => name.startsWith(begin) && (schedules.includes(name) || isPart(name)));

    expect(names.filter((name) => !stopped.includes(name))).toEqual(['ponto-bank-sync-prod-health-canary']);
    expect(stopped).toHaveLength(5 * 32 + 1);
  });

  it('finds release and alarms by names that the template gives', () => {
    const released = [...resources.values()].find(({ Properties }) => Properties['FunctionName'] === parts.released);
    const named = allAlarms(resources).flatMap(({ Properties }) => Properties['AlarmName'] ?? []);

    expect(released).toBeDefined();
    // To the others CloudFormation gives names that begin with the stack.
    expect(synthesize('prod').application.stackName).toBe(parts.alarmsOf.slice(0, -1));
    expect(named.filter((name) => !String(name).startsWith(parts.alarmsOf))).toEqual([]);
  });

  it('stands still in a stack that is deployed so, while the canary looks on', () => {
    const stopped = synthesize('prod', { feed: 'stopped' }).resources;

    const going = schedulesOf(stopped).filter(({ State }) => State !== 'DISABLED');
    expect(going.map(({ Name }) => Name)).toEqual(['ponto-bank-sync-prod-health-canary']);
    expect(ofType(stopped, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties['Enabled'])).toEqual(
      ofType(resources, 'AWS::Lambda::EventSourceMapping').map(() => false),
    );
    expect(schedulesOf(resources).filter(({ State }) => State === 'DISABLED')).toEqual([]);
  });
});

describe('the release', () => {
  it('is the version, and the commit where git knows one', () => {
    const without = (): string => {
      throw new Error('no git');
    };

    expect(releaseOf(() => '6aee1b3f2a10')).toBe('0.1.0+6aee1b3f2a10');
    expect(releaseOf(() => '6aee1b3f2a10-dirty')).toBe('0.1.0+6aee1b3f2a10-dirty');
    expect(releaseOf(() => 'fatal: nothing')).toBe('0.1.0');
    expect(releaseOf(without)).toBe('0.1.0');
  });

  it('is a tag, an output, and what the health says; a hold on a queue has no such tag, which would turn it on', () => {
    const told = synthesize('prod', { release: '0.1.0+6aee1b3f2a10' });
    const tagged = (type: string) =>
      ofType(told.resources, type).map(({ Properties }) =>
        JSON.stringify(Properties['Tags'] ?? []).includes('{"Key":"release","Value":"0.1.0+6aee1b3f2a10"}'),
      );
    const api = ofType(told.resources, 'AWS::Lambda::Function').filter(
      ({ Properties }) => at(Properties, 'Environment', 'Variables', 'RELEASE') !== undefined,
    );

    expect(at(told.template, 'Outputs', 'Release', 'Value')).toBe('0.1.0+6aee1b3f2a10');
    expect(new Set([...tagged('AWS::Lambda::Function'), ...tagged('AWS::DynamoDB::Table')])).toEqual(new Set([true]));
    expect(new Set(tagged('AWS::Lambda::EventSourceMapping'))).toEqual(new Set([false]));
    expect(api.map(({ Properties }) => Properties['FunctionName'])).toEqual(['ponto-bank-sync-prod-tenant-api']);
  });

  it('is what the sources say, unless it is given', () => {
    const settingsOf = (context: Readonly<Record<string, unknown>>) =>
      readSettings((name) => ({ stage: 'dev', ...requiredContext, ...context })[name], { release: '0.1.0+aaaaaaa' });

    expect([settingsOf({}).release, settingsOf({ release: 'mine' }).release]).toEqual(['0.1.0+aaaaaaa', 'mine']);
    expect(() => settingsOf({ release: 'two words' })).toThrow('settings: release.');
  });
});
