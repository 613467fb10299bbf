import { generateKeyPairSync } from 'node:crypto';
import { TLSSocket, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import type { PontoApplication } from '../../../../shared/contracts/pontoApplication.ts';
import { makeCertificates } from './certificates.ts';
import { aClock, anApplicationSource, MemoryVault, platform } from './doubles.ts';
import { aServer, type LoopbackServer } from './loopback.ts';

/** Two TLS servers as Ponto has them: one that lets nobody in without a client certificate, one that only looks. */
describe('Ponto over TLS', () => {
  const trusted = getCACertificates('default');
  let strict: LoopbackServer;
  let looking: LoopbackServer;
  let application: PontoApplication;

  beforeAll(async () => {
    const { ca, server: identity, client } = await makeCertificates();
    setDefaultCACertificates([...trusted, ca]);
    strict = await aServer(() => ({ body: { data: [] } }), {
      ...identity,
      ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    looking = await aServer(() => ({ body: { data: [] } }), {
      ...identity,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    });
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    application = { ...platform, tls: client, signature: { certificateId: 'certificate-1', privateKey } };
  });

  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await Promise.all([strict.close(), looking.close()]);
  });

  const exchanges: { readonly status?: number }[] = [];
  beforeEach(() => void exchanges.splice(0));

  const build = (held: PontoApplication, api: LoopbackServer) =>
    makePonto({
      urls: { api: `${api.origin}/ponto-connect`, customApi: looking.origin },
      application: anApplicationSource(held),
      vault: new MemoryVault(),
      tenantSecrets: { readCredentials: async () => ({ clientId: 'tenant-client', clientSecret: 'hush' }) },
      clock: aClock(),
      jitter: () => 0,
      onExchange: (exchange) => void exchanges.push(exchange),
    });

  it('lets the platform in with its certificate, signed', async () => {
    expect(await build(application, strict).institutionSource.all()).toEqual([]);
    expect(strict.seen.at(-1)?.headers['signature']).toContain('keyId="certificate-1"');
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200]));
    expect(exchanges.length).toBeGreaterThan(0);
  });

  it('is unavailable without the certificate, and hears nothing', async () => {
    const before = strict.seen.length;

    const failure = await build(platform, strict)
      .institutionSource.all()
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'Fault', code: 'ponto_unavailable' });
    expect(strict.seen).toHaveLength(before);
    expect(exchanges).toEqual([{}, {}, {}]);
  });

  it('sees certificate and signature of the platform on Ponto Connect, and neither on a custom integration', async () => {
    const certificates: boolean[] = [];
    looking.answer(({ path, socket }) => {
      certificates.push(socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate()).length > 0);
      return path.endsWith('/oauth2/token')
        ? { body: { access_token: 'access.1', expires_in: 1799, token_type: 'bearer' } }
        : { body: { data: [] } };
    });
    const ponto = build(application, looking);

    await ponto.institutionSource.all();
    await ponto.feeds.of({ tenantId: 't', id: 'c', method: 'client_credentials' }).accounts();

    const told = looking.seen.map(({ target, headers }) => [target.split('?')[0], headers['signature'] !== undefined]);
    expect(told).toEqual([
      ['/ponto-connect/financial-institutions', true],
      ['/oauth2/token', false],
      ['/accounts', false],
    ]);
    expect(certificates).toEqual([true, false, false]);
    const authorizations = looking.seen.map(({ headers }) => headers.authorization ?? '').join(' ');
    expect(authorizations).not.toContain(
      Buffer.from(`${platform.clientId}:${platform.clientSecret}`).toString('base64'),
    );
  });
});
