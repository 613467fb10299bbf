import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { Agent, get } from 'node:http';

/**
 * What `statement-sync` is compared with: gets the same pages and writes every line as an item of its own, 25 to a
 * batch. No books, no order, no second look; run twice it would not notice.
 */
interface Task {
  readonly firstPage: string;
  readonly accessToken: string;
  readonly table: string;
  readonly partition: string;
  readonly lines: number;
}

interface Page {
  readonly data: readonly { readonly id: string; readonly attributes: object }[];
  readonly links: { readonly next?: string | null };
}

const batchSize = 25;
const agent = new Agent({ keepAlive: true });
const client = new DynamoDBClient({});

const read = (url: string, accessToken: string): Promise<Page> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/vnd.api+json;version=2' };
    get(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      response.on('error', reject);
    }).on('error', reject);
  });

const write = async (table: string, requests: WriteRequest[]): Promise<void> => {
  for (let left: WriteRequest[] = requests; left.length > 0;) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: left } }));
    left = UnprocessedItems?.[table] ?? [];
  }
};

const copy = async ({ firstPage, accessToken, table, partition, lines }: Task): Promise<number> => {
  let copied = 0;
  for (let next: string | null | undefined = firstPage; next && copied < lines;) {
    const page: Page = await read(next, accessToken);
    const puts = page.data.map(({ id, attributes }) => ({
      PutRequest: { Item: { pk: { S: partition }, sk: { S: id }, line: { S: JSON.stringify(attributes) } } },
    }));
    for (let start = 0; start < puts.length; start += batchSize)
      await write(table, puts.slice(start, start + batchSize));
    copied += page.data.length;
    next = page.links.next;
  }
  return copied;
};

/** The handler of a bundle like the others, so that the same process runs and measures both. */
export const handler = copy;
