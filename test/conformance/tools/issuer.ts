import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';

export interface Issuer {
  readonly url: string;
  readonly audience: string;
  readonly tokenFor: (tenantId: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const algorithm = 'RS256';
const kid = 'conformance';

/** An issuer of tokens as an accounting product brings its own: discovery document, keys, ID tokens. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const key = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  const server = createServer((request, response) => {
    const isKeys = request.url === '/.well-known/jwks.json';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        isKeys ? { keys: [key] } : { issuer: issuer.url, jwks_uri: `${issuer.url}/.well-known/jwks.json` },
      ),
    );
  });
  const endpoint = await serveOnLoopback(server);
  const issuer = { url: endpoint.url, audience: 'ponto-bank-sync-conformance' };
  return {
    ...issuer,
    close: endpoint.close,
    tokenFor: (tenantId) =>
      new SignJWT({ tenantId, token_use: 'id' })
        .setProtectedHeader({ alg: algorithm, kid })
        .setSubject(`user-of-${tenantId}`)
        .setIssuer(issuer.url)
        .setAudience(issuer.audience)
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(privateKey),
  };
};
