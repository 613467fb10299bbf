import { certificatesIn } from '../adapters/secrets/certificatesIn.ts';
import type { PontoApplication } from '../contracts/pontoApplication.ts';
import type { Observers } from '../runtime/invocation.ts';

/** Tells, whenever the secret is read, how long our certificates at Ponto last, and names one that cannot be used. */
export const watchCertificates =
  ({ log, counters }: Pick<Observers, 'log' | 'counters'>) =>
  (application: PontoApplication, now: string): void => {
    for (const { kind, state, daysLeft } of certificatesIn(application, now)) {
      if (daysLeft !== undefined) counters.countBy('CertificateDaysLeft', kind, daysLeft);
      if (state !== 'valid') log.write('CERTIFICATE_UNUSABLE', { kind, state });
    }
  };
