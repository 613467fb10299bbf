import { generate } from 'selfsigned';
import { watchCertificates } from '../../../shared/composition/watchCertificates.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const certificate = async (notBeforeDate: string, notAfterDate: string): Promise<string> => {
  const made = await generate([{ name: 'commonName', value: 'the application' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBeforeDate),
    notAfterDate: new Date(notAfterDate),
  });
  return made.cert;
};
const key = '-----BEGIN PRIVATE KEY-----';
const credentials = { clientId: 'client', clientSecret: 'hush' };

/** What is told of an application at a moment. */
const told = (application: Parameters<ReturnType<typeof watchCertificates>>[0], now: string) => {
  const log = aLog();
  const counters = aCounters();
  watchCertificates({ log: log.log, counters: counters.counters })(application, now);
  return { messages: log.messages, counted: counters.counted };
};

describe('the certificates in the secret', () => {
  let pem = '';
  beforeAll(async () => {
    pem = await certificate('2026-01-01T00:00:00Z', '2026-12-31T12:00:00Z');
  });

  it.each([
    ['2026-11-24T08:00:00Z', 37, []],
    ['2026-12-31T11:59:59Z', 0, []],
    ['2026-12-31T12:00:00Z', 0, [{ code: 'CERTIFICATE_UNUSABLE', fields: { kind: 'tls', state: 'expired' } }]],
    ['2027-01-02T12:00:00Z', -2, [{ code: 'CERTIFICATE_UNUSABLE', fields: { kind: 'tls', state: 'expired' } }]],
    ['2025-12-31T00:00:00Z', 365, [{ code: 'CERTIFICATE_UNUSABLE', fields: { kind: 'tls', state: 'not_yet_valid' } }]],
  ])('tell at %s that the one for TLS lasts %d days more', (now, days, messages) => {
    expect(told({ ...credentials, tls: { certificate: pem, privateKey: key } }, now)).toEqual({
      counted: { 'CertificateDaysLeft tls': days },
      messages,
    });
  });

  it('tell of that of the signature where it is there, and of the first of a chain', async () => {
    const shorter = await certificate('2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z');
    const signature = { certificateId: 'id', privateKey: key };
    const tls = { certificate: `${shorter}\n${pem}`, privateKey: key };

    const both = { ...credentials, tls, signature: { ...signature, certificate: pem } };

    expect(told(both, '2026-11-24T00:00:00Z').counted).toEqual({
      'CertificateDaysLeft tls': 7,
      'CertificateDaysLeft signature': 37,
    });
    expect(told({ ...credentials, signature }, '2026-11-24T00:00:00Z')).toEqual({ counted: {}, messages: [] });
  });

  it('name one that cannot be read, and do not show it', () => {
    const tls = { certificate: '-----BEGIN CERTIFICATE-----\nnonsense', privateKey: key };

    expect(told({ ...credentials, tls }, '2026-11-24T00:00:00Z')).toEqual({
      counted: {},
      messages: [{ code: 'CERTIFICATE_UNUSABLE', fields: { kind: 'tls', state: 'unreadable' } }],
    });
  });
});
