import { SecretsManagerPontoApplication } from '../../../../shared/adapters/secrets/secretsManagerPontoApplication.ts';
import { SecretsManagerTenantSecrets } from '../../../../shared/adapters/secrets/secretsManagerTenantSecrets.ts';
import { aSecretsManager } from './secretsManagerServer.ts';

let aws: Awaited<ReturnType<typeof aSecretsManager>>;
let now = '';
const clock = { now: () => now };
const pass = (milliseconds: number): void => {
  now = new Date(Date.parse(now) + milliseconds).toISOString();
};

beforeEach(async () => {
  now = '2026-11-24T08:00:00.000Z';
  aws = await aSecretsManager();
});

afterEach(async () => {
  await aws.close();
});

describe('SecretsManagerPontoApplication', () => {
  const secretId = 'ponto-bank-sync/application';
  const aSource = (pontoUrl = 'https://ponto.example') =>
    new SecretsManagerPontoApplication(aws.client, { secretId, pontoUrl }, clock);
  const anApplication = (clientSecret = 'hush') => JSON.stringify({ clientId: 'client', clientSecret });

  it('reads the secret once while it is fresh', async () => {
    aws.secrets.set(secretId, anApplication());
    const source = aSource();

    const [first, second] = await Promise.all([source.current(), source.current()]);

    expect(first).toEqual({ clientId: 'client', clientSecret: 'hush' });
    expect(second).toBe(first);
    expect(aws.calls).toHaveLength(1);
  });

  it('sees a rotated secret when the read one is old', async () => {
    aws.secrets.set(secretId, anApplication());
    const source = aSource();
    await source.current();
    aws.secrets.set(secretId, anApplication('rotated'));

    pass(4 * 60_000);
    expect((await source.current()).clientSecret).toBe('hush');

    pass(60_000);
    expect((await source.current()).clientSecret).toBe('rotated');
  });

  it('reads again on demand, and hands out the same object when nothing changed', async () => {
    aws.secrets.set(secretId, anApplication());
    const source = aSource();
    const first = await source.current();

    expect(await source.reread()).toBe(first);

    aws.secrets.set(secretId, anApplication('rotated'));
    expect((await source.reread()).clientSecret).toBe('rotated');
  });

  it('names missing members and never a value', async () => {
    aws.secrets.set(
      secretId,
      JSON.stringify({ clientId: 'client', tls: { certificate: 'very secret', privateKey: 7 } }),
    );
    const source = aSource();

    const reason = await source
      .current()
      .catch((error: Error) => `${error.message} ${error.stack} ${String(error.cause)}`);

    expect(reason).toContain('clientSecret, tls.certificate, tls.privateKey');
    expect(reason).not.toContain('very secret');
  });

  it("names the client certificate that Ponto's own host lets nobody in without", async () => {
    aws.secrets.set(secretId, anApplication());

    const atPonto = aSource('https://api.ibanity.com/ponto-connect').current();

    await expect(atPonto).rejects.toMatchObject({
      message: 'the secret of the Ponto application cannot be read, missing or malformed: tls',
      missing: ['tls'],
    });
  });

  it("asks for no certificate at a host that only looks like Ponto's", async () => {
    aws.secrets.set(secretId, anApplication());

    const elsewhere = await aSource('https://api.ibanity.com.example').current();

    expect(elsewhere.clientId).toBe('client');
  });

  it('does not quote a secret that is no JSON', async () => {
    aws.secrets.set(secretId, 'hunter2');
    const source = aSource();

    const reason = await source.current().catch((error: Error) => `${error.message} ${String(error.cause)}`);

    expect(reason).toContain('cannot be read');
    expect(reason).not.toContain('hunter2');
  });

  it('reads again after a read that failed', async () => {
    const source = aSource();
    await expect(source.current()).rejects.toThrow();
    aws.secrets.set(secretId, anApplication());

    expect((await source.current()).clientId).toBe('client');
  });
});

describe('SecretsManagerTenantSecrets', () => {
  const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
  const credentials = { clientId: 'id', clientSecret: 'hush' };
  const build = () => new SecretsManagerTenantSecrets(aws.client, 'ponto-bank-sync/tenants');

  it('reads back what was stored, under the prefix, the tenant and the connection', async () => {
    await build().storeCredentials(ref, credentials);

    expect(await build().readCredentials(ref)).toEqual(credentials);
    expect([...aws.secrets.keys()]).toEqual(['ponto-bank-sync/tenants/tenant-1/connection-1']);
  });

  it('knows nothing of a connection without credentials', async () => {
    expect(await build().readCredentials(ref)).toBeUndefined();
  });

  it('replaces credentials and sees its own change at once', async () => {
    const secrets = build();
    await secrets.storeCredentials(ref, credentials);
    await secrets.readCredentials(ref);

    await secrets.storeCredentials(ref, { clientId: 'id', clientSecret: 'new' });

    expect((await secrets.readCredentials(ref))?.clientSecret).toBe('new');
    expect(aws.secrets.size).toBe(1);
  });

  it("sees another worker's change at once", async () => {
    const secrets = build();
    await secrets.storeCredentials(ref, credentials);
    await secrets.readCredentials(ref);

    await build().storeCredentials(ref, { clientId: 'id', clientSecret: 'new' });

    expect((await secrets.readCredentials(ref))?.clientSecret).toBe('new');
  });

  it('deletes without a recovery window, and deleting twice is no error', async () => {
    const secrets = build();
    await secrets.storeCredentials(ref, credentials);
    await secrets.readCredentials(ref);

    await secrets.removeCredentials(ref);
    await secrets.removeCredentials(ref);

    expect(aws.calls.filter(({ operation }) => operation === 'DeleteSecret').map(({ forced }) => forced)).toEqual([
      true,
      true,
    ]);
    expect(await secrets.readCredentials(ref)).toBeUndefined();
  });

  it('keeps tenants apart whatever their ids are', async () => {
    const secrets = build();
    const refs = [
      { tenantId: 'a', connectionId: 'b/c' },
      { tenantId: 'a/b', connectionId: 'c' },
      { tenantId: 'a=2fb', connectionId: 'c' },
      { tenantId: '..', connectionId: 'c' },
      { tenantId: 'é|1', connectionId: 'c' },
    ];
    for (const one of refs) await secrets.storeCredentials(one, { clientId: JSON.stringify(one), clientSecret: 'x' });

    expect(aws.secrets.size).toBe(refs.length);
    for (const name of aws.secrets.keys()) {
      expect(name).toMatch(/^ponto-bank-sync\/tenants\/[A-Za-z0-9_=-]+\/[A-Za-z0-9_=-]+$/);
    }
  });

  it('passes on what it cannot heal', async () => {
    aws.failAllWith('DecryptionFailure');

    await expect(build().readCredentials(ref)).rejects.toMatchObject({ name: 'DecryptionFailure' });
    await expect(build().storeCredentials(ref, credentials)).rejects.toMatchObject({ name: 'DecryptionFailure' });
    await expect(build().removeCredentials(ref)).rejects.toMatchObject({ name: 'DecryptionFailure' });
  });

  it('does not quote credentials that cannot be read', async () => {
    aws.secrets.set('ponto-bank-sync/tenants/tenant-1/connection-1', '{"clientId":"hunter2"}');

    const reason = await build()
      .readCredentials(ref)
      .catch((error: Error) => error.message);

    expect(reason).toContain('clientSecret');
    expect(reason).not.toContain('hunter2');
  });
});
