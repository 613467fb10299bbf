import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { startSes, type LocalSes } from '../../../local/cloud/ses.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const mail = (change: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: 'Bank Sync <bank-sync@example.com>',
  Destination: { ToAddresses: ['anna@example.com'] },
  Content: {
    Simple: { Subject: { Data: 'Vernieuw' }, Body: { Text: { Data: 'tekst' }, Html: { Data: '<p>tekst</p>' } } },
  },
  ...change,
});

describe('the local SES', () => {
  let dataDir: ReturnType<typeof aDataDir>;
  let endpoint: LocalSes;
  let client: SESv2Client;

  const start = async (): Promise<void> => {
    endpoint = await startSes({ dataDir: dataDir.path });
    client = new SESv2Client(clientOf(endpoint.url));
  };
  const stop = async (): Promise<void> => {
    client.destroy();
    await endpoint.close();
  };

  beforeEach(async () => {
    dataDir = aDataDir();
    await start();
  });
  afterEach(async () => {
    await stop();
    dataDir.remove();
  });

  it('keeps a mail in the mailbox, across a restart', async () => {
    const { MessageId } = await client.send(new SendEmailCommand(mail()));

    await stop();
    await start();

    expect(MessageId).toEqual(expect.any(String));
    expect(endpoint.mailbox).toEqual([
      {
        from: 'Bank Sync <bank-sync@example.com>',
        to: 'anna@example.com',
        subject: 'Vernieuw',
        text: 'tekst',
        html: '<p>tekst</p>',
        at: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('takes mails that are sent at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => client.send(new SendEmailCommand(mail()))));

    expect(endpoint.mailbox).toHaveLength(20);
  });

  it('names every recipient', async () => {
    await client.send(
      new SendEmailCommand(
        mail({ Destination: { ToAddresses: ['a@example.com', 'B <b@example.com>'], BccAddresses: ['c@example.com'] } }),
      ),
    );

    expect(endpoint.mailbox[0]?.to).toBe('a@example.com, B <b@example.com>, c@example.com');
  });

  it('takes mail in its sandbox to proven addresses, to those of proven domains, to our own domain and to its simulator only', async () => {
    await stop();
    const sandbox = ['anna@example.org', 'bakery.example'];
    endpoint = await startSes({ dataDir: dataDir.path, sandbox, region: 'eu-central-1' });
    client = new SESv2Client(clientOf(endpoint.url));
    const send = (...ToAddresses: string[]) =>
      client.send(new SendEmailCommand(mail({ Destination: { ToAddresses } })));

    await send('anna@example.org', 'us@example.com', 'Els <els@bakery.example>', 'bounce@simulator.amazonses.com');

    await expect(send('anna@example.org', 'bob@stranger.example')).rejects.toMatchObject({
      name: 'MessageRejected',
      message:
        'Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: bob@stranger.example',
    });
    expect(endpoint.mailbox).toHaveLength(1);
  });

  it.each([
    ['no recipient', mail({ Destination: {} })],
    ['an address that is none', mail({ Destination: { ToAddresses: ['nobody'] } })],
    [
      'a header smuggled into an address',
      mail({ Destination: { ToAddresses: ['a@example.com\r\nBcc: b@example.com'] } }),
    ],
    ['a template', mail({ Content: { Template: { TemplateName: 'x' } } })],
  ])('refuses %s', async (_what, input) => {
    await expect(client.send(new SendEmailCommand(input))).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(endpoint.mailbox).toEqual([]);
  });
});
