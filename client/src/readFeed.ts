import { setTimeout as pause } from 'node:timers/promises';
import { answer } from './answer.ts';
import type { ApiClient } from './createClient.ts';
import type { components } from './openapi.ts';
import { ProblemError } from './problem.ts';

export type FeedPage = components['schemas']['FeedPage'];
export type FeedItem = FeedPage['items'][number];

/** Where the reader's place in the feed is kept. */
export interface CursorStore {
  /** The place up to which everything is kept; nothing at the first time. */
  load(): string | undefined | Promise<string | undefined>;
  /**
   * Called when your loop asks for the next page, thus when it is done with the one before. Leave it out where you write
   * `page.nextCursor` yourself, in the transaction that writes the page: then every item counts exactly once.
   */
  save?(cursor: string): void | Promise<void>;
  /**
   * The service does not know the place any more, as after its books were brought back from a backup: drop everything that
   * was read, and the cursor; the feed begins anew. Without it, `ProblemError` with the code `cursor_unknown` is thrown.
   */
  startOver?(): void | Promise<void>;
}

export interface ReadFeedOptions {
  readonly store: CursorStore;
  /** Items of a page, 1 to 200. */
  readonly limit?: number;
  /**
   * Go on for ever and look again after so many seconds, also through an outage of the service; without it the reading ends
   * where there is no more, and an outage is thrown.
   */
  readonly pollSeconds?: number;
  /** Told of what went wrong before the reading goes on after the pause. */
  readonly onOutage?: (error: unknown) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads the tenant's feed page by page, from where the store says. Pages may be empty. An item whose `sequence` is not
 * greater than the last one that you hold of its account is a repeat.
 *
 * @throws ProblemError where the service refuses, and what `fetch` throws where it is not there and nobody polls
 */
export async function* readFeed(client: ApiClient, options: ReadFeedOptions): AsyncGenerator<FeedPage, void, void> {
  const { store, pollSeconds, signal } = options;
  let after = await store.load();
  for (;;) {
    const page = await pageOrOutage(client, after, options);
    if (page !== 'outage') {
      yield page;
      await store.save?.(page.nextCursor);
      after = page.nextCursor;
      if (page.hasMore) continue;
    }
    if (pollSeconds === undefined) return;
    await pause(pollSeconds * 1000, undefined, { signal });
  }
}

/** The client has tried a few times by then; who polls tries again after the pause. */
const pageOrOutage = async (
  client: ApiClient,
  after: string | undefined,
  options: ReadFeedOptions,
): Promise<FeedPage | 'outage'> => {
  try {
    return await nextPage(client, after, options);
  } catch (error) {
    const isRefused = error instanceof ProblemError && error.status < 500 && error.status !== 429;
    if (options.pollSeconds === undefined || isRefused || options.signal?.aborted) throw error;
    options.onOutage?.(error);
    return 'outage';
  }
};

const nextPage = async (
  client: ApiClient,
  after: string | undefined,
  { store, limit = 200, signal }: ReadFeedOptions,
): Promise<FeedPage> => {
  const readFrom = (cursor: string | undefined) =>
    answer(
      client.GET('/v1/changes', {
        params: { query: { limit, ...(cursor !== undefined && { after: cursor }) } },
        ...(signal && { signal }),
      }),
    );
  try {
    return await readFrom(after);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'cursor_unknown' || !store.startOver) throw error;
    await store.startOver();
    return readFrom(undefined);
  }
};
