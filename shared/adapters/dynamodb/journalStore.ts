import * as z from 'zod';
import type { Journal } from '../../domain/connections/connection.ts';
import { isExpected, type Expected } from '../../domain/revision.ts';
import type { HeldJournal, JournalClaim, JournalRef, JournalRemoval, JournalStore } from '../../ports/journals.ts';
import type { AccountRef, Page, PageRequest } from '../../ports/refsAndPages.ts';
import { JournalCodes } from './journalCodes.ts';
import { journalKey, prefixes, sha256, tenantPartition } from './keys.ts';
import { readPage } from './readPage.ts';
import { journalRecord, parseRecord } from './records.ts';
import { absent, all, any, asSeen, equals, exists, isNew, setting } from './expressions.ts';
import type { Table } from './table.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const read = (item: Readonly<Record<string, unknown>>): Journal => parseRecord(journalRecord(), item, 'journal');
const claimRecord = onFirstUse(() => z.object({ claimId: z.string() }));

/** The code of the journal that every tenant starts with. It is taken, whether or not anybody has looked yet. */
const firstCode = 'BNK1';

/**
 * The id of a tenant's first journal follows from the tenant, so that two first looks make one journal. The zeros sort
 * it before all journals made later. Laid out as a UUID version 8 (RFC 9562, section 5.8).
 */
const firstJournalId = (tenantId: string): string => `00000000-0000-8000-8000-${sha256(tenantId).slice(0, 12)}`;

/** In whatever case: one code is one item. */
const isSameCode = (a: string | undefined, b: string): boolean => a?.toUpperCase() === b.toUpperCase();

/**
 * Journals, with one more item per code (`JournalCodes`). Making a journal takes the code first; whoever meets the code of a
 * journal that a crash left unmade makes it. A journal that an account has held says so for good (`everHeld`).
 */
export class DynamoJournalStore implements JournalStore {
  readonly #table: Table;
  readonly #codes: JournalCodes;

  constructor(table: Table) {
    this.#table = table;
    this.#codes = new JournalCodes(table);
  }

  async first(tenantId: string): Promise<Journal> {
    const id = firstJournalId(tenantId);
    const ref = { tenantId, journalId: id };
    const known = await this.get(ref);
    if (known) return known;
    const journal: Journal = { tenantId, id, code: firstCode, name: 'Bank', currency: 'EUR' };
    await this.#create(journal);
    return (await this.get(ref)) ?? journal;
  }

  async create(journal: Journal): Promise<'created' | 'code_taken'> {
    await this.#keepFirstCode(journal);
    return this.#create(journal);
  }

  async #create(journal: Journal): Promise<'created' | 'code_taken'> {
    if (await this.#codes.take(journal)) {
      await this.#make(journal);
      return 'created';
    }
    const holder = await this.#codes.holderOf(journal);
    if (holder) await this.#make(holder);
    return 'code_taken';
  }

  async get(ref: JournalRef): Promise<Journal | undefined> {
    const item = await this.#table.get(journalKey(ref));
    return item && read(item);
  }

  async list(tenantId: string, page: PageRequest): Promise<Page<Journal>> {
    if (page.cursor === undefined) await this.first(tenantId);
    const pk = tenantPartition(tenantId);
    return readPage(this.#table, { pk, prefix: prefixes.journal, page, read, idOf: (journal) => journal.id });
  }

  async change(
    ref: JournalRef,
    change: { readonly code?: string; readonly name?: string },
    expected?: Expected,
  ): Promise<Journal | 'missing' | 'code_taken' | 'changed_meanwhile'> {
    const { tenantId } = ref;
    const before = await this.get(ref);
    if (!before) return 'missing';
    if (!isExpected(before.revision, expected)) return 'changed_meanwhile';
    const code = change.code ?? before.code;
    await this.#keepFirstCode({ tenantId, code });
    if (!(await this.#codes.take({ ...before, code }))) return 'code_taken';
    const outcome = await this.#table.update(
      journalKey(ref),
      { ...setting({ code, name: change.name ?? before.name }), add: { revision: 1 } },
      expected ? all(exists, asSeen('revision', before.revision)) : exists,
    );
    if (outcome.kind === 'refused') {
      // Somebody has removed or changed it meanwhile.
      const now = await this.get(ref);
      if (!isSameCode(now?.code, code)) await this.#codes.free({ ...before, code });
      return now ? 'changed_meanwhile' : 'missing';
    }
    if (!isSameCode(before.code, code)) await this.#codes.free(before);
    return read(outcome.item);
  }

  /**
   * The code says first that its journal leaves, then the journal goes unless somebody has taken or renamed it, then the code
   * is free. A crash in between leaves a journal as it was, or a code that the next journal of that code takes over.
   */
  async remove(ref: JournalRef): Promise<JournalRemoval> {
    const item = await this.#table.get(journalKey(ref));
    if (!item) return 'missing';
    const journal = read(item);
    if (journal.accountId !== undefined) return 'in_use';
    if (journal.id === firstJournalId(ref.tenantId)) return 'is_first';
    if ('everHeld' in item) return 'has_history';
    await this.#codes.markLeaving(journal);
    const unchanged = all(exists, absent('accountId'), absent('everHeld'), equals('code', journal.code));
    if ((await this.#table.delete(journalKey(ref), unchanged)) === 'refused') {
      await this.#codes.unmark(journal);
      return this.remove(ref);
    }
    await this.#codes.free(journal);
    return 'removed';
  }

  async claim(ref: JournalRef, by: { readonly accountId: string; readonly claimId: string }): Promise<JournalClaim> {
    const { accountId, claimId } = by;
    const outcome = await this.#table.update(
      journalKey(ref),
      setting({ accountId, claimId, everHeld: true }),
      all(exists, any(absent('accountId'), equals('accountId', accountId))),
    );
    if (outcome.kind === 'written') return { kind: 'claimed', journal: read(outcome.item) };
    const journal = await this.get(ref);
    if (!journal) return { kind: 'missing' };
    // Freed between the refusal and this look: as good as a refusal, the caller may try again.
    return { kind: 'taken', byAccountId: journal.accountId ?? accountId };
  }

  async heldBy({ tenantId, accountId }: AccountRef): Promise<readonly HeldJournal[]> {
    const held: HeldJournal[] = [];
    const pages = this.#table.pages(tenantPartition(tenantId), {
      prefix: prefixes.journal,
      filter: equals('accountId', accountId),
    });
    for await (const items of pages) {
      held.push(...items.map((item) => ({ journal: read(item), ...parseRecord(claimRecord(), item, 'claim') })));
    }
    return held;
  }

  async release(ref: JournalRef, claimId: string): Promise<void> {
    // One that an earlier release has claimed learns it here.
    const change = { ...setting({ everHeld: true }), remove: ['accountId', 'claimId'] };
    await this.#table.update(journalKey(ref), change, equals('claimId', claimId));
  }

  /** A journal that is made for an account is held by it from the start; the claim has the journal's own id. */
  async #make(journal: Journal): Promise<void> {
    const claim = journal.accountId === undefined ? {} : { claimId: journal.id, everHeld: true };
    await this.#table.put(
      journalKey({ tenantId: journal.tenantId, journalId: journal.id }),
      { ...journal, ...claim },
      isNew,
    );
  }

  async #keepFirstCode({ tenantId, code }: Pick<Journal, 'tenantId' | 'code'>): Promise<void> {
    if (code.toUpperCase() === firstCode) await this.first(tenantId);
  }
}
