import { createClient, readFeed } from 'ponto-bank-sync-client';
import { Books } from './books.ts';

/**
 * Mirrors the books of one tenant into a file of SQLite, and goes on as they change. It may be killed at any moment: the next
 * start goes on from the last page that was written whole.
 *
 *     API_URL=http://localhost:3000 TENANT=bakery node main.ts [file] [--once]
 */
const baseUrl = process.env['API_URL'] ?? 'http://localhost:3000';
const tenantId = process.env['TENANT'] ?? 'bakery';
const [file = 'books.sqlite'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const once = process.argv.includes('--once');

/** On a laptop the runner gives tokens; in the cloud ask your issuer here, and keep the token until it is refused. */
const localToken = async (): Promise<string> => {
  const response = await fetch(`${baseUrl}/local/tokens`, { method: 'POST', body: JSON.stringify({ tenantId }) });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('token' in body)) throw new Error('the runner gave no token');
  return String(body.token);
};

let kept: string | undefined;
const token = async (refused?: string): Promise<string> =>
  kept !== undefined && kept !== refused ? kept : (kept = await localToken());

const books = new Books(file, tenantId);
const client = createClient({ baseUrl, token });
const store = {
  load: () => books.cursor(),
  startOver: () => {
    console.log('the service does not know our place any more: the books are read from their beginning');
    books.startOver();
  },
};
const onOutage = (error: unknown): void => console.log(`no answer, trying on: ${String(error)}`);
for await (const page of readFeed(client, { store, onOutage, ...(!once && { pollSeconds: 5 }) })) {
  books.apply(page);
  if (page.items.length > 0) console.log(`${page.items.length} items kept`);
}
books.close();
