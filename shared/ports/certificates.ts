import type { Certificate, CertificateContent } from '../domain/certificates/certificate.ts';
import type { Page, PageRequest } from './refsAndPages.ts';

export interface CertificateRef {
  readonly tenantId: string;
  readonly certificateId: string;
}

/** What a list says of a certificate. */
export interface CertificateSummary extends Pick<CertificateContent, 'id' | 'issuedAt' | 'period' | 'verdict'> {
  readonly digest: string;
  readonly accounts: number;
}

/** Certificates as they were issued. Nothing changes them. */
export interface CertificateStore {
  /** Keeps one; again with the same id changes nothing. */
  keep(tenantId: string, certificate: Certificate): Promise<void>;
  get(ref: CertificateRef): Promise<Certificate | undefined>;
  /** Newest first. */
  list(tenantId: string, page: PageRequest): Promise<Page<CertificateSummary>>;
}
