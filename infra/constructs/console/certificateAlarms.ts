import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ImpactAlarm, type Severity } from '../impactAlarm.ts';
import type { CountedMetrics } from './countedMetrics.ts';

export interface CertificateAlarmsProps {
  readonly counted: CountedMetrics;
}

const impacts = {
  tls: 'From its end on Ponto lets nobody in: no account of any tenant is read, and nobody can connect a bank.',
  signature: 'From its end on Ponto refuses our signed requests: no account of any tenant is read.',
} as const;

const names = { tls: 'Tls', signature: 'Signature' } as const;

/** Days below which somebody orders a new certificate, and below which somebody is woken for it. */
const limits = [
  { name: 'EndsSoon', days: 30, severity: 'ticket' },
  { name: 'Ends', days: 7, severity: 'page' },
] as const satisfies readonly { readonly name: string; readonly days: number; readonly severity: Severity }[];

/** Told before our certificates at Ponto end. Whoever reads the secret tells the days: while nobody reads it, the last word holds. */
export class CertificateAlarms extends Construct {
  constructor(scope: Construct, id: string, { counted }: CertificateAlarmsProps) {
    super(scope, id);
    for (const kind of ['tls', 'signature'] as const) {
      for (const { name, days, severity } of limits) {
        new ImpactAlarm(this, `${names[kind]}${name}`, {
          severity,
          metric: counted.by('CertificateDaysLeft', kind, Duration.hours(1), kind, 'Minimum'),
          threshold: days,
          fires: 'below',
          silence: 'keeps',
          errorImpact: impacts[kind],
          runbook: 'certificates.md#a-certificate-ends',
        });
      }
    }
  }
}
