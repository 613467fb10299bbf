import { readSettings } from '../../infra/config/settings.ts';
import { requiredContext, requiredInProd, synthesize } from './support.ts';

const settingsOf = (context: Readonly<Record<string, unknown>>) =>
  readSettings((name) => (name in context ? context[name] : undefined));
const dev = { stage: 'dev', ...requiredContext };
const prod = { ...dev, stage: 'prod', ...requiredInProd };

describe('settings', () => {
  it('take the addresses of Ponto from the contract when nobody says otherwise', () => {
    expect(settingsOf(dev)).toMatchObject({
      pontoApiUrl: 'https://api.ibanity.com/ponto-connect',
      pontoCustomApiUrl: 'https://api.myponto.com',
      pontoAuthorizationUrl: 'https://authorization.myponto.com',
      pontoWebhookKeysUrl: 'https://api.ibanity.com/webhooks/keys',
      pontoWebhookIssuer: 'https://api.ibanity.com',
    });
  });

  it('need nothing said on a laptop', () => {
    expect(settingsOf({ stage: 'local' })).toMatchObject({
      publicUrl: 'http://localhost:3000',
      pontoApiUrl: 'http://localhost:3001/ponto-connect',
    });
  });

  it('prefer the command line to cdk.json, and cdk.json to the defaults', () => {
    const stages = {
      dev: { ...requiredContext, pontoApiUrl: 'https://from.file.example', mailFrom: 'file@example.com' },
      prod: { pontoApiUrl: 'https://of.another.stage.example' },
    };

    const settings = settingsOf({ stage: 'dev', stages, mailFrom: 'command@example.com' });

    expect(settings).toMatchObject({
      pontoApiUrl: 'https://from.file.example',
      mailFrom: 'command@example.com',
      pontoCustomApiUrl: 'https://api.myponto.com',
    });
  });

  it('cut the slash at the end of an address, which paths would double', () => {
    expect(settingsOf({ ...dev, publicUrl: 'https://feeds.example.com/' }).publicUrl).toBe('https://feeds.example.com');
  });

  it('read numbers from the command line', () => {
    expect(settingsOf({ ...dev, statementSyncConcurrency: '12' }).statementSyncConcurrency).toBe(12);
  });

  it.each([...Object.keys(requiredContext), ...Object.keys(requiredInProd)])(
    'stop the synthesis and name %s when it is missing',
    (name) => {
      expect(() => synthesize('prod', { [name]: undefined })).toThrow(
        new RegExp(`missing, malformed or unknown settings: ${name}\\. `),
      );
    },
  );

  it('name everything that is missing at once', () => {
    expect(() => settingsOf({ stage: 'prod' })).toThrow(
      'settings: publicUrl, pontoApplicationId, returnUrlAllowlist, mailFrom. Give',
    );
  });

  it.each([
    ['stage', 'Production'],
    ['stage', 'cell-'],
    ['stage', '2-cells'],
    ['stage', 'a-name-of-22-characters'.slice(0, 22)],
    ['stage', 'my-cognito'],
    ['stage', 'prod-urgent'],
    ['profile', 'local'],
    ['profile', 'test'],
    ['region', 'frankfurt'],
    ['account', '1234'],
    ['account', 123456789012],
    ['stage', undefined],
    ['stages', 'dev'],
    ['publicUrl', 'feeds.example.com'],
    ['publicUrl', 'http://feeds.example.com'],
    ['publicUrl', 'https://feeds.example.com/?a=1'],
    ['publicUrl', 'javascript:alert(1)'],
    ['pontoApiUrl', 'http://api.example.com'],
    ['pontoApplicationId', '  '],
    ['pontoProxyUrl', 'https://proxy.example'],
    ['pontoProxyUrl', 'http://us:hush@proxy.example:3128'],
    ['returnUrlAllowlist', 'https://a.example,nonsense'],
    ['mailFrom', 'nobody'],
    ['mailDomain', 'another.example'],
    ['mailDomain', 'example'],
    ['backupCopyVaultArn', 'ponto-bank-sync-copies'],
    ['backupRetentionDays', '35'],
    ['backupVaultLock', 'compliance'],
    ['mailReturnDomain', 'bounce.example.com'],
    ['mailSandboxRecipients', 'anna@example.com,everybody'],
    ['mailSandboxRecipients', Array.from({ length: 51 }, (_, index) => `a${index}@example.com`).join()],
    ['userPool', 'none'],
    ['userPool', 'perhaps'],
    ['booksTable', 'a table'],
    ['registryTable', 'ab'],
    ['statementSyncConcurrency', '1'],
    ['statementSyncConcurrency', 'many'],
    ['urgentSyncConcurrency', '1'],
    ['slowWebhookConcurrency', '1'],
    ['dispatchParts', '0'],
    ['dispatchParts', '33'],
    ['statementSyncReservedConcurrency', '3'],
    ['statementSyncReservedConcurrency', 'some'],
    ['jwtIssuer', 'https://id.example.com?tenant=1'],
    ['corsOrigins', '*'],
    ['corsOrigins', 'https://books.example.com/'],
    ['corsOrigins', 'http://books.example.com'],
    ['certificateArn', 'arn:aws:iam::123456789012:server-certificate/a'],
    ['alarmTopicArn', 'my-topic'],
    ['alarmEmail', 'nobody'],
    ['loginCallbackUrls', 'http://books.example.com/back'],
    ['loginCallbackUrls', 'https://books.example.com/back#here'],
    ['softwareClients', '4f0abc 5a1def'],
    ['edgeOnly', 'yes'],
    ['softwareClients', '4f0abc,4f0abc'],
    ['softwareClients', Array.from({ length: 50 }, (_, index) => `client${index}`).join(',')],
    ['ticketTopicArn', 'my-topic'],
    ['ticketEmail', 'nobody'],
    ['runbookUrl', 'docs/runbooks'],
    ['runbookUrl', `https://git.example.com/${'a'.repeat(400)}`],
    ['returnUrlAllowlist', Array.from({ length: 100 }, (_, index) => `https://a${index}.example.com`).join()],
    ['loginCallbackUrls', 'https://a.example.com/back,https://a.example.com/back'],
    ['loginCallbackUrls', Array.from({ length: 101 }, (_, index) => `https://a.example.com/${index}`).join()],
    ['tokenSealing', 'none'],
    ['tenantCredentials', 'vault'],
  ])('refuse a wrong %s (%s) without repeating it', (name, value) => {
    const jwt = name === 'jwtIssuer' ? { jwtAudience: 'feeds', jwtTenantClaim: 'org' } : {};

    const reading = () => settingsOf({ ...dev, ...jwt, [name]: value });

    expect(reading).toThrow(`settings: ${name}. Give them`);
  });

  it('take as many letters of recipients as the policy of a role has room for', () => {
    const recipients = Array.from({ length: 50 }, (_, index) => `${'a'.repeat(40)}${index}@example.com`).join();

    expect(() => settingsOf({ ...dev, mailSandboxRecipients: recipients })).toThrow('settings: mailSandboxRecipients.');
  });

  it('take a return domain below the mail domain only, and say so', () => {
    const mail = { mailFrom: 'feeds@example.com', mailDomain: 'example.com' };
    const read = (mailReturnDomain: string) => settingsOf({ ...dev, ...mail, mailReturnDomain }).mailReturnDomain;

    expect(read('replies.example.com')).toBe('replies.example.com');
    expect(() => read('replies.example.org')).toThrow(/settings: mailReturnDomain\. [^]* below mailDomain/);
    expect(() => read('notexample.com')).toThrow('mailReturnDomain');
  });

  it('take an issuer of tokens only together with its audience and claim', () => {
    expect(() => settingsOf({ ...dev, jwtIssuer: 'https://id.example.com' })).toThrow(
      'settings: jwtAudience, jwtTenantClaim.',
    );
    expect(() => settingsOf({ ...dev, jwtAudience: 'a', jwtTenantClaim: 't' })).toThrow('settings: jwtIssuer.');
    expect(() => settingsOf({ ...dev, jwtTenantNameClaim: 'n' })).toThrow('settings: jwtTenantNameClaim.');
  });

  it('take CloudFront with its origin, certificate and key, or not at all', () => {
    const edge = {
      edgeOrigin: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
      edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b',
      edgeKeyDigests: 'ab'.repeat(32),
    };
    const reading = (context: Readonly<Record<string, unknown>>) => () => settingsOf({ ...dev, ...context });

    expect(reading({ ...edge, edgeOnly: 'on' })()).toMatchObject({ edgeKeyDigests: ['ab'.repeat(32)], edgeOnly: 'on' });
    expect(reading({ edgeOrigin: edge.edgeOrigin })).toThrow('settings: edgeCertificateArn, edgeKeyDigests.');
    expect(reading({ edgeOnly: 'on' })).toThrow('settings: edgeOrigin, edgeCertificateArn, edgeKeyDigests.');
    for (const [name, value] of [
      ['edgeOrigin', 'https://a1b2c3.execute-api.eu-central-1.amazonaws.com'],
      ['edgeOrigin', 'feeds.example.com'],
      ['edgeCertificateArn', 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b'],
      ['edgeKeyDigests', 'the key itself'],
      ['edgeKeyDigests', [1, 2, 3].map((part) => `${part}`.repeat(64)).join(',')],
      ['certificateArn', 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b'],
      // CloudFront would hand the path on, and the gateway has no route that begins so.
      ['publicUrl', 'https://feeds.example.com/bank'],
    ] as const) {
      expect(reading({ ...edge, [name]: value })).toThrow(`settings: ${name}`);
    }
  });

  it('take software only of the user pool: another issuer says itself whose it is', () => {
    const jwt = { jwtIssuer: 'https://id.example.com', jwtAudience: 'a', jwtTenantClaim: 't' };

    expect(settingsOf({ ...dev, softwareClients: '4f0abc, 5a1def' }).softwareClients).toEqual(['4f0abc', '5a1def']);
    expect(() => settingsOf({ ...dev, ...jwt, softwareClients: '4f0abc' })).toThrow('settings: softwareClients.');
  });

  it('set executions aside in prod, and none where an account may have few', () => {
    const reserved = (stage: string) => settingsOf({ ...prod, stage }).statementSyncReservedConcurrency;

    expect({ prod: reserved('prod'), dev: reserved('dev') }).toEqual({ prod: 24, dev: 'none' });
    expect(settingsOf({ ...prod, statementSyncReservedConcurrency: 'none' })).toMatchObject({
      statementSyncReservedConcurrency: 'none',
    });
    expect(settingsOf({ ...prod, statementSyncConcurrency: '19', urgentSyncConcurrency: '5' })).toBeDefined();
    // More than that many workers of both lanes together would be throttled.
    for (const more of [{ statementSyncConcurrency: '11' }, { urgentSyncConcurrency: '15' }])
      expect(() => settingsOf({ ...prod, ...more })).toThrow('settings: statementSyncReservedConcurrency.');
  });

  it('seal as the release before opens it until somebody says otherwise', () => {
    const sealing = (stage: string, said = {}) => settingsOf({ ...prod, stage, ...said }).tokenSealing;

    expect([sealing('dev'), sealing('prod')]).toEqual(['kms', 'kms']);
    expect(sealing('prod', { tokenSealing: 'envelope' })).toBe('envelope');
  });

  it('fire schedules in parts only where an installation is deployed', () => {
    expect(settingsOf({ ...dev, dispatchParts: '8' }).dispatchParts).toBe(8);
    expect(() => settingsOf({ stage: 'local', dispatchParts: '8' })).toThrow('settings: dispatchParts.');
  });

  it('take a certificate only for an address without a path, which a domain of the gateway cannot have', () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b';

    expect(settingsOf({ ...dev, certificateArn }).certificateArn).toBe(certificateArn);
    expect(() => settingsOf({ ...dev, certificateArn, publicUrl: 'https://example.com/feeds' })).toThrow(
      'settings: certificateArn.',
    );
  });

  it("do not subscribe anybody to somebody else's topic", () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:wake-me';

    expect(() => settingsOf({ ...dev, alarmTopicArn, alarmEmail: 'ops@example.com' })).toThrow('settings: alarmEmail.');
    expect(() => settingsOf({ ...dev, ticketTopicArn: alarmTopicArn, ticketEmail: 'ops@example.com' })).toThrow(
      'settings: ticketEmail.',
    );
  });

  it('say why prod is refused without anybody who hears of an alarm, and without runbooks to open', () => {
    const deaf = { ...prod, alarmEmail: undefined };

    expect(() => settingsOf(deaf)).toThrow(
      /In prod somebody has to hear of an alarm: give alarmEmail, or alarmTopicArn/,
    );
    expect(() => settingsOf({ ...prod, runbookUrl: undefined })).toThrow(/give the address at which docs\/runbooks/);
    expect(settingsOf({ ...deaf, alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:wake-me' }).alarmEmail).toBe(
      undefined,
    );
  });

  it('may be of any stage, which is like prod unless it says otherwise', () => {
    const cell = { ...prod, stage: 'cell-eu-2' };

    expect(settingsOf(cell)).toEqual({ ...settingsOf(prod), stage: 'cell-eu-2' });
    expect(settingsOf({ ...cell, profile: 'dev' })).toEqual({
      ...settingsOf({ ...prod, stage: 'dev' }),
      stage: 'cell-eu-2',
    });
    expect(settingsOf({ ...cell, stages: { 'cell-eu-2': { profile: 'dev' } } }).profile).toBe('dev');
    expect(settingsOf(dev).profile).toBe('dev');
  });

  it("prefer the file of the stage to cdk.json, and read no other stage's", () => {
    const stages = {
      staging: { ...requiredContext, ...requiredInProd, productName: 'of cdk.json', mailFrom: 'cdk@example.com' },
    };
    const fileOf = (stage: string) => (stage === 'staging' ? { productName: 'of the file' } : { productName: 'wrong' });
    const context: Readonly<Record<string, unknown>> = { stage: 'staging', stages };

    expect(readSettings((name) => context[name], { fileOf })).toMatchObject({
      productName: 'of the file',
      mailFrom: 'cdk@example.com',
    });
  });

  it('say of each setting that they refuse what it has to look like', () => {
    expect(() => settingsOf({ ...dev, rollout: 'slowly', account: '12' })).toThrow(
      'account: the 12 digits of an AWS account, as text.\n  rollout: canary or at-once.',
    );
  });

  it('refuse what was typed with a slip of the pen, and leave the context of the CDK alone', () => {
    const context: Readonly<Record<string, unknown>> = { ...dev };
    const typed = (...contextNames: readonly string[]) =>
      readSettings((name) => context[name], { contextNames: [...Object.keys(dev), ...contextNames] });

    expect(() => typed('rolout')).toThrow('rolout: there is no setting of this name.');
    expect(typed('stages', 'codeRoot', '@aws-cdk/core:checkSecretUsage', 'aws:cdk:enable-path-metadata')).toBeDefined();
    expect(typed('availability-zones:account=1:region=eu-central-1', 'aws-cdk:enableDiffNoFail')).toBeDefined();
  });

  it('name what nobody knows in the file of the stage', () => {
    const context: Readonly<Record<string, unknown>> = { ...dev };

    expect(() => readSettings((name) => context[name], { fileOf: () => ({ alarmMail: 'a@b.c' }) })).toThrow(
      'settings: alarmMail.',
    );
  });

  it('stand in Frankfurt where nobody says a region, and refuse a profile that means another', () => {
    const read = (context: Readonly<Record<string, unknown>>, cliRegion: string) =>
      readSettings((name) => context[name], { cliRegion }).region;

    expect(settingsOf(dev).region).toBe('eu-central-1');
    expect(() => read(dev, 'eu-west-1')).toThrow('the AWS profile says eu-west-1, and the setting region says nothing');
    expect(read({ ...dev, region: 'eu-west-1' }, 'eu-central-1')).toBe('eu-west-1');
    // What the command line says where it was told nothing.
    expect(read(dev, 'us-east-1')).toBe('eu-central-1');
    expect(read({ stage: 'local' }, 'ap-south-1')).toBe('eu-central-1');
  });

  it.each([
    ['certificateArn', 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b'],
    ['alarmTopicArn', 'arn:aws:sns:us-east-1:123456789012:wake-me'],
  ])('take %s only in the region of the stage, and say so', (name, arn) => {
    expect(() => settingsOf({ ...dev, [name]: arn })).toThrow(
      `${name} stands in us-east-1, the stage in eu-central-1 (setting region).`,
    );
    expect(() => settingsOf({ ...dev, [name]: arn, region: 'us-east-1' })).not.toThrow();
  });

  it('refuse a name below "stages" that nobody knows', () => {
    const stages = { dev: { ...requiredContext, publicURL: 'https://feeds.example.com' } };

    expect(() => settingsOf({ stage: 'dev', stages })).toThrow('settings: publicURL.');
  });
});
