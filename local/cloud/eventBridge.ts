import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { operation, startAwsJson } from './awsJson.ts';
import { ServiceFault } from './serviceFault.ts';
import { openJournal } from './files.ts';
import type { Asked } from './iam/allows.ts';
import type { Rights } from './iam/rights.ts';
import type { Endpoint } from './loopback.ts';

/** An event as `GET /local/events` shows it. */
const keptEvent = z.object({ source: z.string(), detailType: z.string(), detail: z.unknown(), time: z.string() });
export type KeptEvent = z.output<typeof keptEvent>;

const entry = z.object({
  EventBusName: z.string().default('default'),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
type Entry = z.output<typeof entry>;

const maxEntries = 10;
const maxRequestBytes = 256 * 1024;
const timeBytes = 14;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const sizeOf = (event: Entry): number =>
  [event.Source, event.DetailType, event.Detail, ...event.Resources].reduce(
    (bytes, text) => bytes + Buffer.byteLength(text ?? ''),
    event.Time === undefined ? 0 : timeBytes,
  );

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** What is wrong with one entry; the others of the request are taken all the same. */
const problemOf = (event: Entry): { readonly ErrorCode: string; readonly ErrorMessage: string } | undefined => {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !event[name]);
  if (missing) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid.` };
  if (event.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (!isJsonObject(event.Detail ?? '')) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return undefined;
};

/** What of a call decides whether it is allowed. */
const asking = z.looseObject({ Entries: z.array(z.looseObject({ EventBusName: z.string().default('default') })) });

export interface LocalEventBridge extends Endpoint {
  readonly events: readonly KeptEvent[];
}

/** An event as a rule hands it on. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: unknown;
}

/** EventBridge: `PutEvents`. Events are kept on disk, and whoever runs rules is told of each. */
export const startEventBridge = async (options: {
  readonly dataDir: string;
  /** Names and ARNs of the buses. */
  readonly buses: readonly string[];
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
  /** @default what the wall says */
  readonly now?: () => number;
  /**
   * Gets every event that is taken.
   *
   * @default nobody listens
   */
  readonly onEvent?: (event: KeptEvent) => void;
  /**
   * Runs the rules of a bus; the producer's call is answered after that.
   *
   * @default there are none
   */
  readonly runRules?: (bus: string, event: BusEvent) => Promise<void>;
}): Promise<LocalEventBridge> => {
  const { rights, now = Date.now } = options;
  const asks = (name: string, input: unknown): readonly Asked[] =>
    (asking.safeParse(input).data?.Entries ?? []).map(({ EventBusName }) => ({
      action: `events:${name}`,
      resources: [
        EventBusName.startsWith('arn:') ? EventBusName : `${rights?.arn('events', 'event-bus/')}${EventBusName}`,
      ],
      context: {},
    }));
  const journal = openJournal(join(options.dataDir, 'events.jsonl'), keptEvent);
  const endpoint = await startAwsJson({
    targetPrefix: 'AWSEvents',
    guard: rights && { rights, asks },
    operations: {
      PutEvents: operation(z.object({ Entries: z.array(entry).min(1).max(maxEntries) }), async ({ Entries }) => {
        if (Entries.reduce((bytes, event) => bytes + sizeOf(event), 0) > maxRequestBytes) {
          throw new ServiceFault('ValidationException', 'Total size of the entries in the request is over the limit.');
        }
        const unknown = Entries.find(({ EventBusName }) => !['default', ...options.buses].includes(EventBusName));
        if (unknown) {
          throw new ServiceFault('ResourceNotFoundException', `Event bus ${unknown.EventBusName} does not exist.`);
        }
        const problems = Entries.map(problemOf);
        const taken = Entries.filter((_, index) => problems[index] === undefined).map((event) => ({
          bus: event.EventBusName.split('/').at(-1) ?? event.EventBusName,
          kept: toKept(event, now()),
        }));
        journal.append(taken.map(({ kept }) => kept));
        for (const { bus, kept } of taken) {
          options.onEvent?.(kept);
          await options.runRules?.(bus, asHandedOn(kept));
        }
        return {
          FailedEntryCount: problems.filter((problem) => problem !== undefined).length,
          Entries: problems.map((problem) => problem ?? { EventId: randomUUID() }),
        };
      }),
    },
  });
  return { ...endpoint, events: journal.items };
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const asHandedOn = ({ source, detailType, detail, time }: KeptEvent): BusEvent => ({
  version: '0',
  id: randomUUID(),
  source,
  'detail-type': detailType,
  time,
  detail,
});

const toKept = ({ Source = '', DetailType = '', Detail = '{}', Time }: Entry, now: number): KeptEvent => ({
  source: Source,
  detailType: DetailType,
  detail: JSON.parse(Detail),
  time: new Date(Time === undefined ? now : Time * 1000).toISOString(),
});
