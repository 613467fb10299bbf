import { Fault } from '../../domain/faults/fault.ts';

/** More than any account has: ten million lines. */
const maxPages = 100_000;

/** The cursors that a reading has followed. A page that leads back to an earlier one would be read for ever. */
export class FollowedCursors {
  readonly #followed = new Set<string>();

  /** @param first the cursor that the reading begins at, when it does not begin at the top */
  constructor(first?: string) {
    if (first !== undefined) this.#followed.add(first);
  }

  leadsBack(cursor: string): boolean {
    return this.#followed.has(cursor) || this.#followed.size >= maxPages;
  }

  /** @throws Fault when the cursor leads back */
  follow(cursor: string | undefined): string | undefined {
    if (cursor === undefined) return undefined;
    if (this.leadsBack(cursor)) throw new Fault('ponto_answer_not_understood');
    this.#followed.add(cursor);
    return cursor;
  }
}

/** The pages of a list from its top to its end; `gone` is the last one. */
export async function* pagesOf<P extends { readonly older?: string }>(
  read: (after: string | undefined) => Promise<P | 'gone'>,
): AsyncGenerator<P | 'gone'> {
  const cursors = new FollowedCursors();
  let after: string | undefined;
  do {
    const page = await read(after);
    after = page === 'gone' ? undefined : cursors.follow(page.older);
    yield page;
  } while (after !== undefined);
}
