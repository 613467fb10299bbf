import { SESv2Client } from '@aws-sdk/client-sesv2';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { defined } from '../../../shared/language/defined.ts';
import { startSes as startLocalSes } from '../../../local/cloud/ses.ts';
import { SesMailer } from '../../../shared/adapters/ses/sesMailer.ts';
import type { Mail } from '../../../shared/ports/mail.ts';
import { aClock } from '../../builders/records.ts';
import { aDataDir, clientOf } from '../../local/cloud/awsClient.ts';
import { deployedStage, engineName } from '../../setup/deployedStage.ts';

interface Call {
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type SesAnswer = { readonly status: number; readonly error?: string } | 'hang up';

const aMail: Mail = {
  to: 'els@bakery.example',
  sentFor: { kind: 'tenant', tenantId: 'tenant-1' },
  subject: 'KBC: the authorisation ends in 7 days',
  text: 'Hello Els,',
  html: '<p>Hello Els,</p>',
};

/** A mail service on loopback that speaks the REST form of SES v2, one answer after the other. */
const startSes = async (answers: readonly SesAnswer[]) => {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const answer = answers[calls.length] ?? { status: 200 };
      calls.push({ request: `${request.method} ${request.url}`, headers: request.headers, body });
      if (answer === 'hang up') {
        response.destroy();
        return;
      }
      const failed = answer.error !== undefined;
      response
        .writeHead(answer.status, {
          'content-type': 'application/json',
          ...(failed && { 'x-amzn-errortype': answer.error }),
        })
        .end(JSON.stringify(failed ? { message: 'about els@bakery.example' } : { MessageId: 'message-1' }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the service listens on no port');
  const client = new SESv2Client({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const close = async (): Promise<void> => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { calls, client, close };
};

/** The mailbox simulator of SES; no mail leaves it, and a sandboxed account may write to it. */
const simulated: Mail = { ...aMail, to: 'success@simulator.amazonses.com' };

const anEngine = async () => {
  if (deployedStage) return { client: new SESv2Client({}), stop: async () => undefined };
  const dataDir = aDataDir();
  const ses = await startLocalSes({ dataDir: dataDir.path });
  const stop = async () => {
    await ses.close();
    dataDir.remove();
  };
  return { client: new SESv2Client(clientOf(ses.url)), stop };
};

describe(`SesMailer on ${engineName}`, () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  beforeAll(async () => {
    engine = await anEngine();
  });
  afterAll(async () => {
    engine.client.destroy();
    await engine.stop();
  });

  it('hands a mail over', async () => {
    const sender = { from: deployedStage?.mailFrom ?? 'feeds@sync.example' };

    const outcome = await new SesMailer(engine.client, sender, aClock()).send(simulated);

    expect(outcome).toEqual({ kind: 'sent' });
  });

  // The local mailbox takes every sender.
  if (deployedStage) {
    it('says that SES refuses a sender whom nobody verified', async () => {
      const stranger = { from: 'nobody@unverified.example' };

      const outcome = await new SesMailer(engine.client, stranger, aClock()).send(simulated);

      expect(outcome).toEqual({ kind: 'refused', reason: 'MessageRejected' });
    });
  }
});

describe('SesMailer', () => {
  const sending = async (answers: readonly SesAnswer[], configurationSet?: string, mail = aMail) => {
    const ses = await startSes(answers);
    const clock = aClock();
    const sender = { from: 'feeds@sync.example', ...defined({ configurationSet }) };
    try {
      const outcome = await new SesMailer(ses.client, sender, clock).send(mail).catch((error: unknown) => ({ error }));
      return { outcome, calls: ses.calls, pauses: clock.pauses };
    } finally {
      await ses.close();
    }
  };

  it('sends one mail to one person, in both forms', async () => {
    const { outcome, calls } = await sending([]);

    expect(outcome).toEqual({ kind: 'sent' });
    expect(calls).toEqual([
      {
        request: 'POST /v2/email/outbound-emails',
        headers: expect.objectContaining({ authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 /) }),
        body: {
          FromEmailAddress: '"Ponto Bank Sync" <feeds@sync.example>',
          Destination: { ToAddresses: ['els@bakery.example'] },
          Content: {
            Simple: {
              Subject: { Data: aMail.subject, Charset: 'UTF-8' },
              Body: {
                Text: { Data: aMail.text, Charset: 'UTF-8' },
                Html: { Data: aMail.html, Charset: 'UTF-8' },
              },
              Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
            },
          },
          EmailTags: [{ Name: 'tenant', Value: expect.stringMatching(/^[\w-]{43}$/) }],
        },
      },
    ]);
  });

  it('tags a digest with its own id', async () => {
    const digestId = '01a224dd-b9d8-7b03-83ad-2ed804547d5e';

    const { calls } = await sending([], undefined, { ...aMail, sentFor: { kind: 'digest', digestId } });

    expect(calls[0]?.body).toMatchObject({ EmailTags: [{ Name: 'digest', Value: digestId }] });
  });

  it('names the configuration set when there is one', async () => {
    const { calls } = await sending([], 'expiry');

    expect(calls[0]?.body).toMatchObject({ ConfigurationSetName: 'expiry' });
  });

  it.each([
    [400, 'MessageRejected'],
    [400, 'MailFromDomainNotVerifiedException'],
    [400, 'SendingPausedException'],
    [400, 'BadRequestException'],
    [403, 'AccessDeniedException'],
  ])('says that a mail was refused (%d %s), with the service’s word and no address', async (status, error) => {
    const { outcome, calls } = await sending([{ status, error }]);

    expect(outcome).toEqual({ kind: 'refused', reason: error });
    expect(calls).toHaveLength(1);
  });

  it('waits and tries again while the service is asked too fast', async () => {
    const tooFast = { status: 429, error: 'TooManyRequestsException' };

    const { outcome, calls, pauses } = await sending([tooFast, { status: 400, error: 'ThrottlingException' }, tooFast]);

    expect(outcome).toEqual({ kind: 'sent' });
    expect(calls).toHaveLength(4);
    expect(pauses).toEqual([500, 1000, 2000]);
  });

  it('gives up a mail that stays too fast, and says that it was refused', async () => {
    const { outcome, calls } = await sending(
      Array.from({ length: 9 }, () => ({ status: 429, error: 'TooManyRequestsException' })),
    );

    expect(outcome).toEqual({ kind: 'refused', reason: 'TooManyRequestsException' });
    expect(calls).toHaveLength(5);
  });

  it.each<[string, SesAnswer]>([
    ['does not answer', 'hang up'],
    ['fails', { status: 500, error: 'InternalFailure' }],
  ])('does not try again when the service %s: the mail may have gone out', async (_, answer) => {
    const { outcome, calls } = await sending([answer]);

    expect(outcome).toEqual({ error: expect.any(Error) });
    expect(calls).toHaveLength(1);
  });
});
