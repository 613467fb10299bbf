import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Every metric that the functions count themselves; the rest comes from AWS. Alarms and the dashboard name these. */
export const metricNames = {
  /** Requests that met an error of ours. */
  InternalErrors: 'InternalErrors',
  /** Requests that met a fault of Ponto, of a bank or of an access. */
  FaultsMet: 'FaultsMet',
  /** Messages that stayed on the work queue. */
  RecordsFailed: 'RecordsFailed',
  /** Connections that a schedule found due. */
  ConnectionsDue: 'ConnectionsDue',
  /** Consents that ended in a connection. */
  ConsentsConnected: 'ConsentsConnected',
  /** Consents that failed, cancelled ones aside. */
  ConsentsFailed: 'ConsentsFailed',
  /** People who went on to Ponto from a link in a mail. */
  RenewalsBegun: 'RenewalsBegun',
  /** Events of Ponto that made work, or were known to need none. */
  WebhooksTaken: 'WebhooksTaken',
  /** Events of Ponto that nobody here knows what to do with: an unknown type, an organisation that nobody connected. */
  WebhooksIgnored: 'WebhooksIgnored',
  /** Requests that said they were events of Ponto and were not. */
  WebhooksRefused: 'WebhooksRefused',
  /** Mails that warned somebody of the end of an authorisation. */
  ExpiryMailsSent: 'ExpiryMailsSent',
  /** Connections on which somebody could not be warned; the next run tries it again. */
  ExpiryAlertsFailed: 'ExpiryAlertsFailed',
} as const;

export type MetricName = keyof typeof metricNames;

/** Namespace in CloudWatch. */
export const metricsNamespace = 'PontoBankSync';

export interface Counters {
  count(name: MetricName, value?: number): void;
}

export interface InvocationCounters extends Counters {
  /** Writes what was counted in the invocation. */
  publish(): void;
}

/** Counts in the embedded metric format: a line of the log, no call to CloudWatch. */
export const makeCounters = (serviceName: string): InvocationCounters => {
  const metrics = new Metrics({ namespace: metricsNamespace, serviceName });
  return {
    count: (name, value = 1) => void metrics.addMetric(name, MetricUnit.Count, value),
    publish: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
};
