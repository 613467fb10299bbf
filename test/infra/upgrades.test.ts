import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CloudFormation } from './cloudFormation.ts';
import { synthesize } from './support.ts';

interface Release {
  readonly data: unknown;
  readonly application: unknown;
}

/** The stacks of release 0.1: the whole data stack; of the application what it imports, and what of it holds something. */
const before = z
  .record(z.string(), z.object({ data: z.unknown(), application: z.unknown() }))
  .parse(JSON.parse(readFileSync('test/fixtures/stacks-before/prod.json', 'utf8')));
const releaseBefore = (name: 'cognito' | 'ownIssuer'): Release => {
  const found = before[name];
  if (found === undefined) throw new Error(`no stacks of ${name}`);
  return found;
};

const ownIssuer = { jwtIssuer: 'https://id.example.com', jwtAudience: 'a', jwtTenantClaim: 't' };
const now = (context: Readonly<Record<string, unknown>> = {}): Release => {
  const { dataTemplate, template } = synthesize('prod', context);
  return { data: dataTemplate, application: template };
};

/** As `cdk deploy --all` does: the data stack, then the application. */
const deployed = (account: CloudFormation, { data, application }: Release): readonly string[] => {
  const refusals = account.deploy('data', data);
  return refusals.length > 0 ? refusals : account.deploy('application', application);
};

/** What the last of several deployments was refused for. */
const told = (...releases: readonly Release[]): readonly string[] => {
  const account = new CloudFormation();
  const refusals = releases.map((release) => deployed(account, release));
  expect(refusals.slice(0, -1).flat()).toEqual([]);
  return refusals.at(-1) ?? [];
};

const firstOf = (template: unknown, type: string): string => {
  const { Resources } = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) }).parse(template);
  return Object.entries(Resources).find(([, { Type }]) => Type === type)?.[0] ?? '';
};

describe("an upgrade, by CloudFormation's rules", () => {
  it.each(['cognito', 'ownIssuer'] as const)('is taken from release 0.1 with %s', (name) => {
    const settings = name === 'cognito' ? {} : ownIssuer;

    expect(told(releaseBefore(name), now(settings))).toEqual([]);
  });

  it('may change the issuer in the same step, either way', () => {
    expect(told(releaseBefore('cognito'), now(ownIssuer))).toEqual([]);
    expect(told(releaseBefore('ownIssuer'), now())).toEqual([]);
  });

  it('may change from Cognito to an issuer of its own and back, and finds the same pool', () => {
    const [cognito, own] = [now(), now(ownIssuer)];

    expect(told(cognito, own, cognito)).toEqual([]);
    expect(firstOf(own.data, 'AWS::Cognito::UserPool')).toBe(firstOf(cognito.data, 'AWS::Cognito::UserPool'));
    expect(firstOf(own.data, 'AWS::Cognito::UserPool')).not.toBe('');
  });

  it('gives the pool away only once nobody reads it', () => {
    const poolless = now({ ...ownIssuer, userPool: 'none' });

    expect(told(now(), poolless)).toEqual([expect.stringMatching(/^export .*Pool.* is in use$/), expect.any(String)]);
    expect(told(now(), now(ownIssuer), poolless)).toEqual([]);
  });

  it('may go back with the application alone, and loses a topic with its readers, the urgent lane, the alerts of the day and the webhooks by that', () => {
    for (const [name, settings] of [
      ['cognito', {}],
      ['ownIssuer', ownIssuer],
    ] as const) {
      const account = new CloudFormation();
      const [old, today] = [releaseBefore(name), now(settings)];

      expect([...deployed(account, old), ...deployed(account, today)]).toEqual([]);
      const lost = account.deploy('application', old.application);
      // docs/operations.md says to let the queues run empty before.
      expect(lost.map((one) => one.replace(/[0-9A-F]{8} /, ' ')).toSorted()).toEqual([
        'AlertWorkDeadLettersQueue would be deleted',
        'AlertWorkQueue would be deleted',
        'SlowWebhooksDeadLettersQueue would be deleted',
        'SlowWebhooksQueue would be deleted',
        'TicketTopic would be deleted',
        'UrgentWorkDeadLettersQueue would be deleted',
        'UrgentWorkQueue would be deleted',
        'WebhooksDeadLettersQueue would be deleted',
        'WebhooksQueue would be deleted',
      ]);
    }
  });

  it('may use restored tables in place of its own, and its own again', () => {
    const restored = now({ booksTable: 'books-restored', registryTable: 'registry-restored' });

    expect(told(now(), restored, now())).toEqual([]);
    expect(JSON.stringify(restored.application)).not.toMatch(/-prod-(books|registry)\b/);
  });

  it.each([
    ['loginCallbackUrls', {}, { loginCallbackUrls: 'https://books.example.com/back' }],
    ['softwareClients', {}, { softwareClients: 'client1,client2' }],
    ['jwtIssuer', {}, ownIssuer],
    ['userPool', ownIssuer, { ...ownIssuer, userPool: 'none' }],
    ['certificateArn', {}, { certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/one' }],
    ['tokenSealing', {}, { tokenSealing: 'envelope' }],
    ['corsOrigins', {}, { corsOrigins: 'https://books.example.com' }],
    ['booksTable', {}, { booksTable: 'books-restored' }],
  ])('may give %s, take it back, and give it again', (_setting, without, withIt) => {
    const [one, other] = [now(without), now(withIt)];

    expect(told(one, other, one, other, one)).toEqual([]);
  });

  it('makes no vault again that stayed when backupCopyVaultArn was taken away', () => {
    const copies = 'arn:aws:backup:eu-central-1:999988887777:backup-vault:copies';
    const [one, other] = [now(), now({ backupCopyVaultArn: copies })];

    // docs/operations.md says so.
    expect(told(one, other, one, other)).toEqual([
      expect.stringMatching(/^AWS::Backup::BackupVault \w+ already exists$/),
    ]);
  });

  it('makes no identity of a mail domain again that stayed when mailDomain was taken away', () => {
    const [one, other] = [now(), now({ mailDomain: 'example.com' })];

    // infra/README.md says so.
    expect(told(one, other, one, other)).toEqual(['AWS::SES::EmailIdentity example.com already exists']);
  });

  it('keeps every export of release 0.1 as it was, whoever issues the tokens', () => {
    const exportsOf = ({ data }: Release) =>
      Object.entries(z.object({ Outputs: z.record(z.string(), z.unknown()) }).parse(data).Outputs);

    expect(exportsOf(now())).toEqual(expect.arrayContaining(exportsOf(releaseBefore('cognito'))));
    expect(exportsOf(now(ownIssuer))).toEqual(expect.arrayContaining(exportsOf(releaseBefore('cognito'))));
  });
});

describe("CloudFormation's rules", () => {
  const table = (name: string) => ({
    Type: 'AWS::DynamoDB::Table',
    DeletionPolicy: 'Retain',
    Properties: { TableName: name },
  });
  const exporting = (value: string) => ({
    Resources: { Books: table('books') },
    Outputs: { Books: { Value: value, Export: { Name: 'books' } } },
  });
  const reading = { Resources: { F: { Type: 'X', Properties: { a: [{ 'Fn::ImportValue': 'books' }] } } } };
  const twoStacks = () => {
    const account = new CloudFormation();
    account.deploy('data', exporting('a'));
    account.deploy('application', reading);
    return account;
  };

  it('refuse an import of what nobody exports', () => {
    expect(new CloudFormation().deploy('application', reading)).toEqual(['no export named books']);
  });

  it('refuse to take away, or to change, an export that is read', () => {
    expect(twoStacks().deploy('data', { Resources: {} })).toEqual(['export books is in use']);
    expect(twoStacks().deploy('data', exporting('b'))).toEqual(['export books is in use']);
  });

  it('refuse a table of another name in the place of one, and a name that a table which stayed still has', () => {
    const account = new CloudFormation();
    account.deploy('data', { Resources: { Books: table('books') } });

    expect(account.deploy('data', { Resources: { Books: table('other') } })).toEqual([
      'Books would be replaced for its TableName',
    ]);
    account.deploy('data', { Resources: {} });
    expect(account.deploy('data', { Resources: { Books: table('books') } })).toEqual([
      'AWS::DynamoDB::Table books already exists',
    ]);
  });
});
