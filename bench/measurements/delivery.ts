import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { makeApi } from '../../local/demo/api.ts';
import { region } from '../../local/runner/services.ts';
import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { webhookEndpointWithSecret } from '../../shared/contracts/http/webhookEndpoints.ts';
import { maxEndpoints } from '../../shared/domain/outgoing/webhookEndpoint.ts';
import { inParallel, mapInParallel } from '../../shared/language/inParallel.ts';
import type { Table } from '../report/table.ts';
import { startDeliveringWorkers } from '../rig/deliveringWorkers.ts';
import { startReceivers } from '../rig/receivers.ts';
import { startRunsInProcess, type BooksOf, type RunsInProcess } from '../rig/runsInProcess.ts';
import type { Rig } from '../rig/startRig.ts';

/** Milliseconds from the commit of a line to the first attempt to tell it, over the deliveries of one phase. */
export interface DeliveryTimes {
  readonly receivers: string;
  readonly deliveries: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export interface DeliveryScale {
  /** Tenants, each with an account and an endpoint of its own. */
  readonly receivers: number;
  /** New lines of each of them, in each phase. */
  readonly rounds: number;
  /** Commits a second. */
  readonly perSecond: number;
}

export interface Delivery {
  readonly times: readonly DeliveryTimes[];
  /** Of each lane. */
  readonly workers: readonly number[];
}

const runsAtOnce = 8;
const arrivedWithinMs = 60_000;
const lookEveryMs = 50;

const registered = async (rig: Rig, urls: readonly string[]): Promise<BooksOf> => {
  const tenantId = `bench-delivery-${randomUUID()}`;
  const api = makeApi(rig.url, await rig.tokenFor(tenantId));
  for (const url of urls) {
    const body = { url, events: ['TransactionsChanged'] };
    await api.send('POST', '/v1/webhook-endpoints', body, webhookEndpointWithSecret());
  }
  return { tenantId, accountId: randomUUID(), pontoAccountId: randomUUID(), connectionId: randomUUID() };
};

/** What is below so much of all of them. */
const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

interface Phase {
  readonly name: string;
  readonly runs: RunsInProcess;
  readonly arrivals: Map<string, number>;
  readonly tenants: readonly BooksOf[];
  /** Who is waited for. */
  readonly waited: readonly BooksOf[];
}

const waitForArrivals = async (accounts: readonly string[], arrivals: ReadonlyMap<string, number>): Promise<void> => {
  const until = performance.now() + arrivedWithinMs;
  while (!accounts.every((accountId) => arrivals.has(accountId))) {
    if (performance.now() > until) throw new Error('a delivery did not come within a minute');
    await pause(lookEveryMs);
  }
};

/** Each account gets a line, one after the other in an even step; the next round begins when all have been told. */
const runPhase = async (phase: Phase, { rounds, perSecond }: DeliveryScale): Promise<DeliveryTimes> => {
  const { runs, arrivals, tenants, waited } = phase;
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    arrivals.clear();
    const committed = new Map<string, number>();
    const began = performance.now();
    await inParallel(tenants.entries(), runsAtOnce, async ([index, tenant]) => {
      await pause(Math.max(0, began + (index * 1000) / perSecond - performance.now()));
      committed.set(tenant.accountId, await runs.bring(tenant, 1));
    });
    const accounts = waited.map(({ accountId }) => accountId);
    await waitForArrivals(accounts, arrivals);
    took.push(...accounts.map((accountId) => (arrivals.get(accountId) ?? 0) - (committed.get(accountId) ?? 0)));
  }
  const sorted = took.toSorted((a, b) => a - b);
  return {
    receivers: phase.name,
    deliveries: sorted.length,
    p50: share(sorted, 0.5),
    p99: share(sorted, 0.99),
    most: share(sorted, 1),
  };
};

/**
 * From the commit of a line to the first attempt to tell it: with living receivers, when one of them falls silent, and when a
 * tenant comes whose ten have never said a word.
 */
export const measureDelivery = async (rig: Rig, scale: DeliveryScale): Promise<Delivery> => {
  const folder = await mkdtemp(join(tmpdir(), 'ponto-bank-sync-receivers-'));
  const arrivals = new Map<string, number>();
  const receivers = await startReceivers((accountId, at) => {
    if (!arrivals.has(accountId)) arrivals.set(accountId, at);
  });
  const authority = join(folder, 'authority.pem');
  await writeFile(authority, receivers.authority);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const events = new EventBridgeClient({ region, endpoint: rig.services.urls.EVENTBRIDGE, credentials });
  const busName = rig.environment('statement-sync')['EVENT_BUS_NAME'] ?? '';
  const runs = startRunsInProcess(rig, new EventBridgeBus(events, busName, pacedClock));
  const workers = await startDeliveringWorkers(rig, authority);
  try {
    const names = Array.from({ length: scale.receivers }, (_, index) => `receiver-${index}`);
    const tenants = await mapInParallel(names, runsAtOnce, (name) => registered(rig, [receivers.urlOf(name)]));
    const [first, ...others] = tenants;
    if (!first) throw new Error('no receiver was asked for');
    const phaseOf = (name: string, all = tenants) => ({ name, runs, arrivals, tenants: all, waited: others });
    // The first import of each account, which also warms the workers up.
    await runPhase(phaseOf('first lines'), { ...scale, rounds: 1 });
    const alive = await runPhase(phaseOf('all living'), scale);
    receivers.silence('receiver-0');
    const beside = await runPhase(phaseOf('one falls silent, the others'), scale);
    const ten = Array.from({ length: maxEndpoints }, (_, index) => `silent-${index}`);
    for (const name of ten) receivers.silence(name);
    const newcomer = await registered(
      rig,
      ten.map((name) => receivers.urlOf(name)),
    );
    const besideTen = await runPhase(
      phaseOf('ten of a new tenant are silent, the others', [newcomer, ...tenants]),
      scale,
    );
    return { times: [alive, beside, besideTen], workers: workers.counts };
  } finally {
    await workers.stop();
    runs.close();
    events.destroy();
    await receivers.close();
    await rm(folder, { recursive: true, force: true });
  }
};

export const deliveryTable = ({ times, workers }: Delivery, { receivers, perSecond }: DeliveryScale): Table => {
  const [alive] = times;
  const beside = (value: number, other: number | undefined): string => (value / (other ?? 0)).toFixed(2);
  return {
    title: `Webhooks: from the commit of a line to the first attempt, ${receivers} receivers`,
    columns: ['receivers', 'deliveries', 'p50', 'p99', 'most', 'p50 ÷ all living', 'p99 ÷'],
    rows: times.map(({ receivers: name, deliveries, p50, p99, most }) => [
      name,
      String(deliveries),
      `${p50.toFixed(0)} ms`,
      `${p99.toFixed(0)} ms`,
      `${most.toFixed(0)} ms`,
      beside(p50, alive?.p50),
      beside(p99, alive?.p99),
    ]),
    notes: [
      `${perSecond} commits a second, each of another tenant; workers of each lane: ${workers.join(', ')}. A silent one takes what comes and says nothing.`,
      'The whole run behind the commit is in it: statements, the feed, the bus, the rule, the queue twice, and the handshake.',
    ],
  };
};
