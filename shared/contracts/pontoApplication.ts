import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

const text = z.string().min(1);
/** PEM text (RFC 7468). */
const pem = z.string().startsWith('-----BEGIN ');

/** Client certificate for mutual TLS; `ca` only where the server's certificate is not from a public authority. */
const tls = onFirstUse(() =>
  z.object({
    certificate: pem,
    privateKey: pem,
    passphrase: text.exactOptional(),
    ca: pem.exactOptional(),
  }),
);

/**
 * The platform's application at Ponto, as JSON in Secrets Manager (`PONTO_SECRET_ID`). The signature key is
 * mandatory for live applications and optional in Ponto's sandbox, which has the same host (Ponto reference, section 1.4).
 */
export const pontoApplication = onFirstUse(() =>
  z.object({
    clientId: text,
    clientSecret: text,
    tls: tls().exactOptional(),
    /** Key that signs requests; `certificateId` is the portal's id of its certificate. */
    signature: z
      .object({
        certificateId: text,
        privateKey: pem,
        passphrase: text.exactOptional(),
        /** Sent nowhere: only so that its end is known beforehand. */
        certificate: pem.exactOptional(),
      })
      .exactOptional(),
  }),
);

export type PontoApplication = z.output<ReturnType<typeof pontoApplication>>;

/**
 * What the application must hold to be let in at an address: Ponto's own host refuses every connection without a client
 * certificate, live and sandbox alike (Ponto reference, section 1.3).
 */
export const pontoApplicationFor = (url: string): z.ZodType<PontoApplication> =>
  /(^|\.)ibanity\.com$/.test(new URL(url).hostname) ? pontoApplication().extend({ tls: tls() }) : pontoApplication();
