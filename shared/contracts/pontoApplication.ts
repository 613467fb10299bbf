import * as z from 'zod';

const text = z.string().min(1);
/** PEM text (RFC 7468). */
const pem = z.string().startsWith('-----BEGIN ');

/**
 * The platform's application at Ponto, as JSON in Secrets Manager (`PONTO_SECRET_ID`). Client certificate and signature
 * key are mandatory on the live host and pointless elsewhere (Ponto reference, sections 1.3 and 1.4).
 */
export const pontoApplication = z.object({
  clientId: text,
  clientSecret: text,
  /** Client certificate for mutual TLS; `ca` only where the server's certificate is not from a public authority. */
  tls: z
    .object({
      certificate: pem,
      privateKey: pem,
      passphrase: text.exactOptional(),
      ca: pem.exactOptional(),
    })
    .exactOptional(),
  /** Key that signs requests; `certificateId` is the portal's id of its certificate. */
  signature: z.object({ certificateId: text, privateKey: pem, passphrase: text.exactOptional() }).exactOptional(),
});

export type PontoApplication = z.output<typeof pontoApplication>;
