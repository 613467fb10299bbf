import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

type Json = Readonly<Record<string, unknown>>;
/** Few, so that there is more than one page. */
const listedAtOnce = 5;
const json = z.record(z.string(), z.unknown());

/**
 * The calls of EventBridge Scheduler, Lambda and CloudWatch that turn a feed off and on, on loopback and on the wire as AWS
 * has them: REST with JSON for the first two, AWS JSON 1.0 for the third. An update of a schedule forgets what it does not say.
 */
export const aFeedAtAws = async (given: {
  readonly schedules: Readonly<Record<string, Json>>;
  readonly mappings: readonly Json[];
  readonly alarms?: Json;
  readonly tags?: Json;
}) => {
  const schedules = new Map(Object.entries(given.schedules));
  const mappings = given.mappings.map((mapping) => ({ ...mapping }));
  const changes: string[] = [];

  const answer = (method: string, url: URL, target: string, input: Json): Json | undefined => {
    const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    if (target.endsWith('DescribeAlarms')) {
      const isAsked = input['StateValue'] === 'ALARM' && input['AlarmNamePrefix'] === 'PontoBankSync-dev-Application-';
      return isAsked ? (given.alarms ?? {}) : {};
    }
    if (url.pathname === '/schedules' || (url.pathname === '/schedules/' && name === '')) {
      const begin = url.searchParams.get('NamePrefix') ?? '';
      const all = [...schedules.keys()].filter((one) => one.startsWith(begin)).toSorted();
      const from = Number(url.searchParams.get('NextToken') ?? 0);
      const next = from + listedAtOnce;
      return {
        Schedules: all.slice(from, next).map((Name) => ({ Name, GroupName: 'default' })),
        ...(next < all.length && { NextToken: String(next) }),
      };
    }
    if (url.pathname.startsWith('/schedules/')) {
      const found = schedules.get(name);
      if (!found || method === 'GET')
        return found && { Name: name, GroupName: 'default', Arn: 'arn', CreationDate: 1, ...found };
      changes.push(`${name} ${String(input['State'])}`);
      const { ClientToken: _token, ...kept } = input;
      schedules.set(name, kept);
      return { ScheduleArn: 'arn' };
    }
    if (url.pathname === '/2015-03-31/event-source-mappings' || url.pathname === '/2015-03-31/event-source-mappings/') {
      const taker = url.searchParams.get('FunctionName');
      return { EventSourceMappings: mappings.filter(({ FunctionArn }) => String(FunctionArn).endsWith(`:${taker}`)) };
    }
    const mapping = mappings.find(({ UUID }) => UUID === name);
    if (mapping) {
      changes.push(`${name} ${String(input['Enabled'])}`);
      mapping['State'] = input['Enabled'] === true ? 'Enabled' : 'Disabled';
      return mapping;
    }
    return { Configuration: { LastModified: '2026-11-24T08:00:00.000+0000' }, Tags: given.tags ?? {} };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url ?? '/', 'http://aws');
      const target = String(request.headers['x-amz-target'] ?? '');
      const found = answer(request.method ?? '', url, target, text === '' ? {} : json.parse(JSON.parse(text)));
      response.setHeader('content-type', target === '' ? 'application/json' : 'application/x-amz-json-1.0');
      if (found) return response.writeHead(200).end(JSON.stringify(found));
      response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
      return response.writeHead(404).end(JSON.stringify({ Message: 'there is none' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  const url = `http://127.0.0.1:${port}`;
  return {
    changes,
    schedules,
    environment: {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_LAMBDA: url,
      AWS_ENDPOINT_URL_SCHEDULER: url,
      AWS_ENDPOINT_URL_CLOUDWATCH: url,
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
};
