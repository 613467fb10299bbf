import { advance } from '../../../local/ponto-sandbox/core/advance.ts';
import { answerApi } from '../../../local/ponto-sandbox/core/api/answerApi.ts';
import { ibanOf, remainder97 } from '../../../local/ponto-sandbox/core/bank/accountNumber.ts';
import { openBankAccount } from '../../../local/ponto-sandbox/core/bank/openAccounts.ts';
import { dayAt, momentAt, nextBackgroundRun } from '../../../local/ponto-sandbox/core/calendar.ts';
import { changeAtBank } from '../../../local/ponto-sandbox/core/control/bankChanges.ts';
import { generateLines } from '../../../local/ponto-sandbox/core/control/generateLines.ts';
import { institutionNamed, institutions } from '../../../local/ponto-sandbox/core/institutions/catalogue.ts';
import { shareAccounts } from '../../../local/ponto-sandbox/core/ponto/sharing.ts';
import { foundOrganization } from '../../../local/ponto-sandbox/core/organizations.ts';
import { createSandbox } from '../../../local/ponto-sandbox/core/sandbox.ts';
import { append, emptyStore, newestFirst, pageOf, remove } from '../../../local/ponto-sandbox/core/orderedStore.ts';
import type { Account, PontoLine } from '../../../local/ponto-sandbox/core/state.ts';
import { openWorld, type World } from '../../../local/ponto-sandbox/core/world.ts';
import { platform, present, startOfTests } from './harness.ts';

const options = { publicUrl: 'http://localhost:3001', platform };
const aWorld = (seed = 'test'): World => createSandbox({ ...options, seed, now: startOfTests });

/** Shares the bakery's accounts, those at KBC unless told otherwise. @returns the first */
const linked = (world: World, first = 0, end = 2): Account => {
  const organization = present(Object.values(world.state.organizations)[0]);
  const bankAccountIds = organization.bankAccountIds.slice(first, end);
  shareAccounts(world, { clientId: platform.clientId, organization, bankAccountIds });
  return present(Object.values(world.state.accounts)[0]);
};

/** The same story told to a world. */
const story = (seed: string): string => {
  const world = aWorld(seed);
  const account = linked(world);
  advance(world, startOfTests + 3 * 86_400_000);
  changeAtBank(world, {
    accountId: account.id,
    add: [{ amount: -3.5, executionDate: '2026-11-26T23:00:00Z' }],
    change: [],
    remove: [],
    book: [],
    deliver: [],
    synchronize: true,
  });
  return JSON.stringify(world.state);
};

describe('the core of the sandbox', () => {
  it('makes the same state of the same seed and calls, and another one of another seed', () => {
    expect(story('one') === story('one')).toBe(true);
    expect(story('one') === story('two')).toBe(false);
  });

  it('goes on from its saved JSON as if nothing had been', () => {
    const world = aWorld();
    linked(world);
    const copy = openWorld(JSON.parse(JSON.stringify(world.state)), options);

    advance(world, startOfTests + 5 * 86_400_000);
    advance(copy, startOfTests + 5 * 86_400_000);

    expect(JSON.stringify(copy.state) === JSON.stringify(world.state)).toBe(true);
  });

  it('reaches the same bank whether the clock jumps or walks', () => {
    const jumped = aWorld();
    const walked = aWorld();
    const [a, b] = [linked(jumped), linked(walked)];
    const end = startOfTests + 40 * 86_400_000;

    advance(jumped, end);
    for (let at = startOfTests; at <= end; at += 5 * 3_600_000) advance(walked, at);
    advance(walked, end);

    expect(Object.values(b.lines.items).map(({ bankLineId }) => bankLineId)).toEqual(
      Object.values(a.lines.items).map(({ bankLineId }) => bankLineId),
    );
    expect(b.details).toEqual(a.details);
  });

  it('lives on: new lines, late bookings, pending lines that are booked, corrected texts', () => {
    const world = aWorld();
    const account = linked(world);
    const bank = present(world.state.bankAccounts[account.bankAccountId]);
    const before = account.lines.count;
    const pendingSeen = new Set<string>();

    for (let day = 1; day <= 35; day += 1) {
      advance(world, startOfTests + day * 86_400_000);
      for (const { bankLineId } of Object.values(account.pending.items)) pendingSeen.add(bankLineId);
    }

    const fresh = Object.values(account.lines.items).filter(({ place }) => place >= before);
    const isLate = ({ content, createdAt }: PontoLine): boolean =>
      createdAt > Date.parse(content.executionDate ?? content.valueDate ?? '') + 4 * 86_400_000;
    expect(fresh.length).toBeGreaterThan(60);
    expect(fresh.some(isLate)).toBe(true);
    expect(fresh.some(({ updatedAt, createdAt }) => updatedAt > createdAt)).toBe(true);
    expect(fresh.some(({ bankLineId }) => pendingSeen.has(bankLineId))).toBe(true);
    expect([...pendingSeen].every((id) => bank.pending.items[id] || bank.booked.items[id])).toBe(true);
  });

  it('leaves an account without a profile alone, whatever time passes', () => {
    const world = createSandbox({ ...options, seed: 'test', now: startOfTests, seededOrganizations: false });
    const organization = foundOrganization(world, { name: 'Simulated', accounts: 'none' });
    const bank = openBankAccount(world, organization, { institution: institutionNamed('BE', 'KBC'), name: 'Plain' });
    shareAccounts(world, { clientId: platform.clientId, organization, bankAccountIds: [bank.id] });

    advance(world, startOfTests + 60 * 86_400_000);

    const account = present(Object.values(world.state.accounts)[0]);
    expect(account.lines.count).toBe(0);
    expect(account.details?.currentUnits).toBe(bank.openingUnits);
  });

  it('lets the balance follow corrected amounts, moved days and removed lines', () => {
    const world = aWorld();
    const account = linked(world);
    const [first, second, third] = Object.values(account.lines.items).slice(-3);
    const none = { add: [], change: [], remove: [], book: [], deliver: [], synchronize: true };
    const amounts = () => Object.values(account.lines.items).map(({ content }) => Math.round(content.amount * 1000));
    const opening = present(world.state.bankAccounts[account.bankAccountId]).openingUnits;

    changeAtBank(world, {
      ...none,
      accountId: account.id,
      change: [
        { id: present(first).id, attributes: { amount: 1234.56 } },
        { id: present(second).id, attributes: { executionDate: '2026-01-02T23:00:00Z' } },
      ],
      remove: [present(third).id],
    });
    advance(world, startOfTests + 86_400_000);

    const closed = Object.values(account.lines.items).filter(
      ({ content }) =>
        dayAt(Date.parse(content.executionDate ?? content.valueDate ?? ''), 'Europe/Brussels') <= '2026-11-24',
    );
    expect(amounts()).toContain(1_234_560);
    expect(account.lines.items[present(third).id]).toBeUndefined();
    expect(account.details?.currentUnits).toBe(
      closed.reduce((sum, { content }) => sum + Math.round(content.amount * 1000), opening),
    );
  });

  it('gives a deprecated connection and its replacement the same life', () => {
    const world = aWorld();
    linked(world, 4, 6);
    const twins = Object.values(world.state.accounts).filter(({ institutionId }) =>
      institutions.some(({ id, brand }) => id === institutionId && brand === 'Argenta'),
    );

    const [one, other] = twins.map(({ lines }) => Object.values(lines.items).map(({ content }) => content.amount));

    expect(twins).toHaveLength(2);
    expect(present(one).length).toBeGreaterThan(100);
    expect(other).toEqual(one);
  });

  it('answers a request out of many thousand lines without looking through them', () => {
    const world = aWorld();
    const account = linked(world);
    generateLines(world, { accountId: account.id, lines: 20_000, synchronize: true });
    const cursor = present(account.lines.places[10_000]);
    const target = `/custom/accounts/${account.id}/transactions?limit=100&after=${cursor}`;
    let looked = 0;
    const listing = newestFirst(account.lines);

    const page = pageOf(
      { ...listing, at: (position) => ((looked += 1), listing.at(position)) },
      { limit: 100, after: cursor },
    );
    const answer = answerApi(world, { method: 'GET', target, headers: {}, body: '' }, startOfTests);

    expect(page).toMatchObject({ hasNext: true, hasPrevious: true });
    expect(looked).toBeLessThan(110);
    expect(answer.status).toBe(401);
  });

  it('writes account numbers whose check digits are right', () => {
    const world = aWorld();
    const references = Object.values(world.state.bankAccounts).map(({ reference }) => reference);
    const digits = (text: string): string => text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));

    expect(references.map((iban) => remainder97(digits(iban.slice(4) + iban.slice(0, 4))))).toEqual(
      references.map(() => 1),
    );
    expect(ibanOf('BE', '539007547034')).toBe('BE68539007547034');
  });

  it('reaches about 25 banks in at least four countries, of every status, one replaced', () => {
    const countries = new Set(institutions.map(({ country }) => country));

    expect(institutions.length).toBeGreaterThanOrEqual(25);
    expect([...countries]).toEqual(expect.arrayContaining(['BE', 'NL', 'FR', 'ES']));
    expect(new Set(institutions.map(({ status }) => status))).toEqual(new Set(['stable', 'beta', 'experimental']));
    expect(institutions.filter(({ deprecated }) => deprecated)).toHaveLength(1);
    expect(new Set(institutions.map(({ id }) => id)).size).toBe(institutions.length);
  });
});

describe('the calendar of the sandbox', () => {
  it.each([
    ['2026-11-24T01:00:00Z', '2026-11-24T07:00:00.000Z'],
    ['2026-11-24T00:59:59Z', '2026-11-24T01:00:00.000Z'],
    ['2026-07-01T18:00:00Z', '2026-07-02T00:00:00.000Z'],
    ['2026-03-28T19:00:00Z', '2026-03-29T01:00:00.000Z'],
  ])('has the next background run after %s at %s', (after, expected) => {
    expect(new Date(nextBackgroundRun(Date.parse(after))).toISOString()).toBe(expected);
  });

  it('agrees with Intl about every hour of a year', () => {
    const zone = 'Europe/Brussels';
    const formatter = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
    const hours = Array.from({ length: 366 * 24 }, (_, hour) => Date.parse('2026-01-01T00:00:00Z') + hour * 3_600_000);

    const wrong = hours.filter((at) => dayAt(at, zone) !== formatter.format(at));

    expect(wrong).toEqual([]);
    expect(new Date(momentAt('2026-07-01', 0, zone)).toISOString()).toBe('2026-06-30T22:00:00.000Z');
  });
});

describe('a store', () => {
  const aStore = (count: number) => {
    const store = emptyStore<{ readonly id: string; readonly place: number }>();
    for (let index = 0; index < count; index += 1) append(store, (place) => ({ id: `i${index}`, place }));
    return store;
  };

  it('pages over removed items as if they had never been', () => {
    const store = aStore(6);
    for (const id of ['i5', 'i2', 'i0']) remove(store, id);

    const first = pageOf(newestFirst(store), { limit: 2 });
    const second = pageOf(newestFirst(store), { limit: 2, after: 'i3' });

    expect(first).toMatchObject({ items: [{ id: 'i4' }, { id: 'i3' }], hasNext: true, hasPrevious: false });
    expect(second).toMatchObject({ items: [{ id: 'i1' }], hasNext: false, hasPrevious: true });
  });

  it('says when a cursor is gone', () => {
    expect(pageOf(newestFirst(aStore(2)), { limit: 2, before: 'nothing' })).toBe('gone');
  });
});
