import { X509Certificate } from 'node:crypto';
import type { PontoApplication } from '../../contracts/pontoApplication.ts';

/** One of our certificates at Ponto, as it is at a moment. */
export interface CertificateStanding {
  readonly kind: 'tls' | 'signature';
  readonly state: 'valid' | 'expired' | 'not_yet_valid' | 'unreadable';
  /** Whole days until its end, less than nothing behind it; unknown of one that cannot be read. */
  readonly daysLeft?: number;
}

const dayMs = 86_400_000;

/** How the certificates in the secret stand. That of the signature need not be there: Ponto knows it by its id. */
export const certificatesIn = (
  { tls, signature }: Pick<PontoApplication, 'tls' | 'signature'>,
  now: string,
): readonly CertificateStanding[] => [
  ...(tls ? [standingOf('tls', tls.certificate, now)] : []),
  ...(signature?.certificate === undefined ? [] : [standingOf('signature', signature.certificate, now)]),
];

const standingOf = (kind: CertificateStanding['kind'], pem: string, now: string): CertificateStanding => {
  const certificate = parsed(pem);
  if (!certificate) return { kind, state: 'unreadable' };
  const at = Date.parse(now);
  const daysLeft = Math.floor((Date.parse(certificate.validTo) - at) / dayMs);
  if (at >= Date.parse(certificate.validTo)) return { kind, state: 'expired', daysLeft };
  return { kind, state: at < Date.parse(certificate.validFrom) ? 'not_yet_valid' : 'valid', daysLeft };
};

/** Of a chain, the first: it is ours. */
const parsed = (pem: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
};
