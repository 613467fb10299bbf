import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { inVariables, readSettings, refuseArguments } from '../../../local/runner/settings.ts';
import { pontoApplication } from '../../../shared/contracts/pontoApplication.ts';

describe('settings of npm start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ponto-settings-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const pem = (name: string): string => {
    const path = join(directory, name);
    writeFileSync(path, `-----BEGIN ${name}-----\n`);
    return path;
  };

  it('need nothing: everything has a local default', () => {
    const settings = readSettings({ PATH: '/bin', PORT: '' });

    expect(settings).toMatchObject({
      port: 3000,
      sandboxPort: 3001,
      dataDir: resolve('.local'),
      publicUrl: 'http://localhost:3000',
      ownSandbox: true,
      context: {
        stage: 'local',
        publicUrl: 'http://localhost:3000',
        pontoApiUrl: 'http://localhost:3001/ponto-connect',
        pontoCustomApiUrl: 'http://localhost:3001/custom',
        pontoAuthorizationUrl: 'http://localhost:3001',
        pontoWebhookKeysUrl: 'http://localhost:3001/webhooks/keys',
        pontoWebhookIssuer: 'http://localhost:3001',
      },
    });
    expect(pontoApplication().parse(settings.pontoApplication).clientId).toBe('ponto-bank-sync-local');
  });

  it('play the sandbox of SES for those who are named, with the rights that the stack then gives', () => {
    const { context, mailSandbox } = readSettings({ MAIL_SANDBOX_RECIPIENTS: 'anna@example.org, bakery.example' });

    expect(mailSandbox).toEqual(['anna@example.org', 'bakery.example']);
    expect(context['mailSandboxRecipients']).toBe('anna@example.org, bakery.example');
    expect(readSettings({}).mailSandbox).toBeUndefined();
  });

  it('follow the ports', () => {
    const { context, publicUrl } = readSettings({ PORT: '4000', SANDBOX_PORT: '4001' });

    expect(publicUrl).toBe('http://localhost:4000');
    expect(context).toMatchObject({ pontoApiUrl: 'http://localhost:4001/ponto-connect' });
  });

  it('use the Ponto that is named, with no sandbox beside it', () => {
    const settings = readSettings({
      PONTO_API_URL: 'https://ponto.example/ponto-connect',
      PONTO_PROXY_URL: 'http://proxy.example:3128',
      PONTO_CLIENT_ID: 'id',
      PONTO_CLIENT_SECRET: 'secret',
      PONTO_TLS_CERTIFICATE_FILE: pem('CERTIFICATE'),
      PONTO_TLS_KEY_FILE: pem('KEY'),
      PONTO_SIGNATURE_CERTIFICATE_ID: 'certificate-id',
      PONTO_SIGNATURE_KEY_FILE: pem('SIGNATURE'),
    });

    expect(settings.ownSandbox).toBe(false);
    expect(settings.context).toMatchObject({
      pontoApiUrl: 'https://ponto.example/ponto-connect',
      pontoAuthorizationUrl: 'https://authorization.myponto.com',
      pontoProxyUrl: 'http://proxy.example:3128',
    });
    expect(pontoApplication().parse(settings.pontoApplication)).toEqual({
      clientId: 'id',
      clientSecret: 'secret',
      tls: { certificate: '-----BEGIN CERTIFICATE-----\n', privateKey: '-----BEGIN KEY-----\n' },
      signature: { certificateId: 'certificate-id', privateKey: '-----BEGIN SIGNATURE-----\n' },
    });
  });

  it.each([
    [{ PORT: 'abc' }, '\n  PORT: a whole number from 0 to 65535'],
    [
      { PUBLIC_URL: 'localhost', SANDBOX_PORT: '99999' },
      '\n  SANDBOX_PORT: a whole number from 0 to 65535; 0 takes any that is free' +
        '\n  PUBLIC_URL: an address with http or https, such as http://localhost:3000',
    ],
    [{ CONFIRM_ADDRESSES: 'yes' }, 'CONFIRM_ADDRESSES: on or off'],
    [{ CONSENT_CONFIRMATION: 'on' }, 'CONSENT_CONFIRMATION: none or required'],
    [{ PONTO_PROXY_URL: 'https://proxy' }, 'PONTO_PROXY_URL: http://host:port'],
    [{ PORT: '4000', SANDBOX_PORT: '4000' }, 'SANDBOX_PORT: another one than PORT, which is 4000'],
    [{ PORT: '3001' }, 'SANDBOX_PORT: another one than PORT, which is 3001'],
    [{ PONTO_API_URL: 'https://ponto.example' }, 'PONTO_CLIENT_ID and PONTO_CLIENT_SECRET'],
    [{ PONTO_CLIENT_ID: 'id' }, 'PONTO_CLIENT_ID and PONTO_CLIENT_SECRET'],
    [{ PONTO_TLS_KEY_FILE: 'key.pem' }, 'PONTO_TLS_CERTIFICATE_FILE and PONTO_TLS_KEY_FILE'],
    [
      { PONTO_SIGNATURE_CERTIFICATE_ID: 'id', PONTO_SIGNATURE_KEY_FILE: '/nowhere/key.pem' },
      'the file that PONTO_SIGNATURE_KEY_FILE names',
    ],
  ])('that make no sense are named: %j', (env, named) => {
    expect(() => readSettings(env)).toThrow(named);
  });

  it('may share a port where there is no sandbox, and where any port will do', () => {
    const real = { PONTO_API_URL: 'https://ponto.example', PONTO_CLIENT_ID: 'id', PONTO_CLIENT_SECRET: 'secret' };

    expect(readSettings({ PORT: '3001', ...real }).port).toBe(3001);
    expect(readSettings({ PORT: '0', SANDBOX_PORT: '0' }).sandboxPort).toBe(0);
  });

  it('that the stacks refuse are told by the names of the variables', async () => {
    const { context } = readSettings({ PRODUCT_NAME: 'x'.repeat(61), MAIL_SANDBOX_RECIPIENTS: 'a b' });
    const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: directory };

    const { stderr } = await promisify(execFile)(process.execPath, ['infra/app.ts'], { env }).catch(
      (error: { readonly stderr: string }) => error,
    );

    expect(inVariables(stderr)?.message).toBe(
      'these variables are wrong (local/README.md lists all):\n' +
        '  PRODUCT_NAME: at most 60 letters\n' +
        '  MAIL_SANDBOX_RECIPIENTS: at most 50 mail addresses and domains, comma-separated; 2,000 letters at most',
    );
    expect(inVariables('Error: no space left\n  at: somewhere')).toBeUndefined();
  });

  it('are variables, no flags', () => {
    expect(() => refuseArguments([])).not.toThrow();
    expect(() => refuseArguments(['--port', '4000'])).toThrow('PORT=4000 npm start');
  });
});
