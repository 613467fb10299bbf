import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetFunctionCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { schedules } from '../../../shared/contracts/schedules.ts';
import { namePrefix } from '../../config/names.ts';

/** One thing that makes the feed go: a schedule, or a worker's hold on its queue. */
export interface FeedSwitch {
  readonly name: string;
  /** `changing`: AWS is at it, and takes no other order until it is done. */
  readonly state: 'on' | 'off' | 'changing' | 'missing';
  readonly turn: (to: 'on' | 'off') => Promise<void>;
}

/** A hundred schedules each; a stage has 166 at the most. */
const maxPages = 50;

const furtherPart = /-part-\d+$/;

/** What `stop` turns off; a test compares it with the templates. The canary looks on: the API is still there. */
export const feedParts = (stage: string) => {
  const prefix = namePrefix({ stage });
  return {
    schedules: [...Object.keys(schedules), 'expiry-alert'].map((name) => `${prefix}-${name}`),
    /** Behind the first, of a schedule that fires in several parts. */
    isPart: (name: string): boolean =>
      furtherPart.test(name) && Object.keys(schedules).includes(name.slice(prefix.length + 1).replace(furtherPart, '')),
    begin: `${prefix}-`,
    workers: ['statement-sync', 'expiry-alert', 'webhook-deliver'].map((name) => `${prefix}-${name}`),
    /** Carries the tag that says which release runs. */
    released: `${prefix}-tenant-api`,
    alarmsOf: `PontoBankSync-${stage}-Application-`,
  };
};

/** What stands still, what runs and what is wrong at a stage, and the switches of its feed. */
export const openFeedSwitches = (stage: string) => {
  const parts = feedParts(stage);
  const lambda = new LambdaClient();
  const scheduler = new SchedulerClient();
  const alarms = new CloudWatchClient();

  const scheduleSwitch = async (Name: string): Promise<FeedSwitch> => {
    const found = await scheduler.send(new GetScheduleCommand({ Name })).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    const turn = async (to: 'on' | 'off'): Promise<void> => {
      if (!found) return;
      // What an update leaves out goes back to its default: everything is said again.
      const { ScheduleExpression, Target, FlexibleTimeWindow, $metadata: _told, Arn: _arn, ...rest } = found;
      const { CreationDate: _made, LastModificationDate: _changed, ...kept } = rest;
      const State = to === 'on' ? 'ENABLED' : 'DISABLED';
      const order = { ...kept, Name, ScheduleExpression, Target, FlexibleTimeWindow, State } as const;
      await scheduler.send(new UpdateScheduleCommand(order));
    };
    const state = found ? (found.State === 'DISABLED' ? 'off' : 'on') : 'missing';
    return { name: `schedule ${Name}`, state, turn };
  };

  /** How many there are is what was deployed, whatever the settings say by now. */
  const scheduleParts = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const listed = await scheduler.send(new ListSchedulesCommand({ NamePrefix: parts.begin, NextToken }));
      found.push(...(listed.Schedules ?? []).flatMap(({ Name = '' }) => (parts.isPart(Name) ? [Name] : [])));
      NextToken = listed.NextToken;
      if (NextToken === undefined) return found;
    }
    throw new Error('there are more schedules than a stage and its neighbours have');
  };

  /** A worker takes from few queues: one page holds them all. */
  const workerSwitches = async (FunctionName: string): Promise<readonly FeedSwitch[]> => {
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    return EventSourceMappings.map(({ UUID, State, EventSourceArn = '' }) => ({
      name: `queue    ${EventSourceArn.split(':').at(-1) ?? ''} to ${FunctionName}`,
      state: State === 'Enabled' ? 'on' : State === 'Disabled' ? 'off' : 'changing',
      turn: async (to) => {
        await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: to === 'on' }));
      },
    }));
  };

  return {
    /** Schedules first: what they would still put on a queue is less when its worker stops. */
    switches: async (): Promise<readonly FeedSwitch[]> => {
      const all: FeedSwitch[] = [];
      for (const name of [...parts.schedules, ...(await scheduleParts())]) all.push(await scheduleSwitch(name));
      for (const name of parts.workers) all.push(...(await workerSwitches(name)));
      return all;
    },
    /** The release that runs, as its tag says, and since when. */
    release: async () => {
      const { Tags, Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: parts.released }));
      return { release: Tags?.['release'] ?? 'unknown', since: Configuration?.LastModified ?? 'unknown' };
    },
    /** A hundred at the most: a stage has fewer alarms. */
    alarmsThatAreOn: async (): Promise<readonly { readonly name: string; readonly since: string }[]> => {
      const { MetricAlarms = [], CompositeAlarms = [] } = await alarms.send(
        new DescribeAlarmsCommand({
          AlarmNamePrefix: parts.alarmsOf,
          AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
          StateValue: 'ALARM',
          MaxRecords: 100,
        }),
      );
      return [...CompositeAlarms, ...MetricAlarms].map(({ AlarmName = '', StateUpdatedTimestamp }) => ({
        name: AlarmName.slice(parts.alarmsOf.length),
        since: StateUpdatedTimestamp?.toISOString() ?? 'unknown',
      }));
    },
    close: (): void => {
      lambda.destroy();
      scheduler.destroy();
      alarms.destroy();
    },
  };
};

export type FeedSwitches = Omit<ReturnType<typeof openFeedSwitches>, 'close'>;

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceNotFoundException';
