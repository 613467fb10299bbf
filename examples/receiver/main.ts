import { createServer, type IncomingMessage } from 'node:http';
import { verifyWebhook, WebhookError, type WebhookEvent } from 'ponto-bank-sync-client';
import { Seen } from './seen.ts';

/**
 * Takes the webhooks of one endpoint: verified, each once, answered before any work.
 *
 *     WEBHOOK_SECRETS="whsec_…" node main.ts [port]
 *
 * While a rotation overlaps, both secrets with a blank between. `ANY_CLOCK=1` takes what was signed at any time: on a laptop,
 * whose product has a clock of its own, and nowhere else.
 */
const secrets = (process.env['WEBHOOK_SECRETS'] ?? '').split(' ').filter((secret) => secret !== '');
if (secrets.length === 0) throw new Error('WEBHOOK_SECRETS has no secret');
const toleranceSeconds = process.env['ANY_CLOCK'] === '1' ? Number.POSITIVE_INFINITY : 300;
/** 0 takes any that is free. */
const port = Number(process.argv[2] ?? 4000);
/** An event has a few hundred bytes: nobody makes us keep a large one before its signature is looked at. */
const maxBytes = 64 * 1024;

const seen = new Seen(10_000);

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('the request is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Yours to write. It may fail and be late: the poll of the feed, once a day, finds what it has left. */
const work = async ({ type, data }: WebhookEvent): Promise<void> => {
  switch (type) {
    case 'TransactionsChanged':
      return console.log(`${type}: read the feed, account ${data.accountId} has news`);
    case 'AuthorizationExpiring':
      return console.log(`${type}: offer the renewal of connection ${data.connectionId}`);
    default:
      return console.log(`${type} ${data.id}`);
  }
};

const server = createServer((request, response) => {
  const take = async (): Promise<void> => {
    const event = verifyWebhook({ headers: request.headers, body: await bodyOf(request) }, secrets, {
      toleranceSeconds,
    });
    response.writeHead(204).end();
    if (seen.isNew(event.data.id)) await work(event);
  };
  take().catch((error: unknown) => {
    console.log(error instanceof WebhookError ? `refused: ${error.message}` : String(error));
    if (!response.headersSent) response.writeHead(400, { connection: 'close' }).end();
  });
});
server.listen(port, 'localhost', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`listening at http://localhost:${address.port}`);
});
