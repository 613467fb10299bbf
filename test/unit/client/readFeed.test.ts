import { createClient, readFeed, type CursorStore, type FeedPage } from '../../../client/src/index.ts';
import { aService, type Reply, type Seen, type Service } from './aService.ts';

let service: Service;
afterEach(() => service.close());

/** Three pages: the first two say that there is more. */
const pages: Readonly<Record<string, Reply>> = {
  '': { status: 200, body: { items: [], nextCursor: 'a', hasMore: true } },
  a: { status: 200, body: { items: [], nextCursor: 'b', hasMore: true } },
  b: { status: 200, body: { items: [], nextCursor: 'c', hasMore: false } },
};
const unknown: Reply = { status: 409, body: { code: 'cursor_unknown', detail: 'Start over.' } };
const afterOf = ({ path }: Seen): string => new URL(path, 'http://localhost').searchParams.get('after') ?? '';

const read = async (store: CursorStore, stopAt = Number.POSITIVE_INFINITY): Promise<readonly string[]> => {
  service = await aService((seen) => pages[afterOf(seen)] ?? unknown);
  const client = createClient({ baseUrl: service.url, token: 'one', repeats: { maxTries: 1 } });
  const read: FeedPage[] = [];
  for await (const page of readFeed(client, { store, limit: 10 })) {
    read.push(page);
    if (read.length === stopAt) break;
  }
  return read.map(({ nextCursor }) => nextCursor);
};

describe('reading the feed', () => {
  it('begins without a cursor, and ends where there is no more', async () => {
    expect(await read({ load: () => undefined })).toEqual(['a', 'b', 'c']);
    expect(service.seen.map(({ path }) => path)).toEqual([
      '/v1/changes?limit=10',
      '/v1/changes?limit=10&after=a',
      '/v1/changes?limit=10&after=b',
    ]);
  });

  it('goes on from where the store says', async () => {
    expect(await read({ load: () => 'b' })).toEqual(['c']);
  });

  it('saves a place only when the reader is done with the page', async () => {
    const saved: string[] = [];
    await read({ load: () => undefined, save: (cursor) => void saved.push(cursor) }, 2);
    expect(saved).toEqual(['a']);
  });

  it('starts over where the service does not know the place any more', async () => {
    const done: string[] = [];
    expect(await read({ load: () => 'forgotten', startOver: () => void done.push('dropped') })).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(done).toEqual(['dropped']);
  });

  it('throws where nobody says how to start over', async () => {
    await expect(read({ load: () => 'forgotten' })).rejects.toMatchObject({ code: 'cursor_unknown' });
  });

  it('goes on through an outage while it polls, and says so', async () => {
    service = await aService((seen, count) =>
      count < 3 ? { status: 503, body: {} } : (pages[afterOf(seen)] ?? unknown),
    );
    const client = createClient({ baseUrl: service.url, token: 'one', repeats: { maxTries: 1 } });
    const outages: unknown[] = [];
    const store = { load: () => 'b' };
    for await (const page of readFeed(client, {
      store,
      pollSeconds: 0,
      onOutage: (error) => void outages.push(error),
    })) {
      expect(page.nextCursor).toBe('c');
      break;
    }
    expect(outages).toHaveLength(2);
  });

  it('throws what is refused, however long it polls', async () => {
    service = await aService(() => ({ status: 403, body: {} }));
    const client = createClient({ baseUrl: service.url, token: 'one' });
    const reading = readFeed(client, { store: { load: () => undefined }, pollSeconds: 0 });
    await expect(reading.next()).rejects.toMatchObject({ status: 403 });
  });
});
