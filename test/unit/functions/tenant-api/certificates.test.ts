import { openCodes, type JudgedPeriod } from '../../../../shared/domain/certificates/certificate.ts';
import { changeCodes, type Standing } from '../../../../shared/domain/certificates/standing.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import type { Certificates, Refused } from '../../../../shared/usecases/certificates/certificates.ts';
import { uuid } from '../../../builders/bank.ts';
import { bodyOf } from '../../../builders/api.ts';
import { aCertificate, aCertifiedAccount } from '../../../builders/certificate.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const period = { from: '2026-03-01', to: '2026-03-31' };
const path = '/v1/certificates';
const everyReason = aCertifiedAccount({ verdict: 'open', open: openCodes.map((code) => ({ code, ...period })) });

const anApiWith = (overrides: Partial<Certificates>) => {
  const refuse = async (): Promise<Refused> => 'period_invalid';
  const asked: unknown[] = [];
  const certificates: Certificates = {
    judge: refuse,
    issue: refuse,
    read: async () => undefined,
    list: async () => ({ items: [] }),
    ...overrides,
  };
  return { ...anApi({ certificates }), asked };
};

describe('the calls for certificates', () => {
  it('make one of a period, for the tenant and user of the token, and tell all of it', async () => {
    const asked: unknown[] = [];
    const { ask } = anApiWith({
      issue: async (...given) => (asked.push(given), aCertificate({ accounts: [everyReason], verdict: 'open' })),
    });

    const answer = await ask({ method: 'POST', path, body: { ...period, accountIds: [uuid(101)] } });

    expect(asked).toEqual([[expect.objectContaining({ tenantId: 'tenant-1' }), period, [uuid(101)]]]);
    expect(goodBody('createCertificate', answer)).toMatchObject({
      id: uuid(701),
      content: { verdict: 'open' },
      standing: { state: 'holds', changes: [] },
    });
  });

  it.each(languages)('say why something is open, and what comes next, for every reason, in %s', async (language) => {
    const judged: JudgedPeriod = {
      period,
      verdict: 'open',
      noAccounts: true,
      accounts: [everyReason],
      leftOut: { count: 0, accounts: [] },
    };
    const { ask } = anApiWith({ judge: async () => judged });

    const answer = await ask({
      path: '/v1/completeness',
      query: 'from=2026-03-01&to=2026-03-31',
      headers: { 'accept-language': language },
    });

    const { reasons } = goodBody('getCompleteness', answer) as {
      reasons: { code: string; message: string; nextStep: string }[];
    };
    expect(reasons.map(({ code }) => code)).toEqual(['no_accounts', ...openCodes]);
    expect(
      reasons.filter(({ message, nextStep }) => !/^\S.*[.]$/s.test(message) || !/^\S.*[.]$/s.test(nextStep)),
    ).toEqual([]);
    expect(reasons.filter(({ message, nextStep }) => `${message}${nextStep}`.includes('2026-'))).toEqual([]);
  });

  it('confirm one by its id, and say what has changed since', async () => {
    const standing: Standing = {
      state: 'changed',
      changes: changeCodes.map((code) => ({
        accountId: uuid(101),
        reference: 'BE68539007547034',
        currency: 'EUR',
        code,
        corrections: { lateLines: 1, adjustments: 0, sum: '-42.50' },
      })),
    };
    const { ask } = anApiWith({
      read: async ({ certificateId }) =>
        certificateId === uuid(701)
          ? { certificate: aCertificate(), standing, checkedAt: '2026-05-01T09:00:00.000Z' }
          : undefined,
    });

    const body = goodBody('getCertificate', await ask({ path: `${path}/${uuid(701)}` }));

    expect(body).toMatchObject({ standing: { state: 'changed', checkedAt: '2026-05-01T09:00:00.000Z' } });
    expect(JSON.stringify(body['standing'])).toContain('one late line, 0 adjustments, -42.50 EUR');
    expect(outcomeOf(await ask({ path: `${path}/${uuid(702)}` }))).toEqual([404, 'not_found']);
  });

  it.each([
    ['period_invalid', 422, 'first and last day'],
    ['period_too_long', 422, '366 days'],
    ['account_unknown', 422, 'accountIds'],
    ['too_many_accounts', 422, '100 accounts'],
  ] as const)('refuse with %s and say the way out', async (code, status, words) => {
    const { ask } = anApiWith({ issue: async () => code });

    const answer = await ask({ method: 'POST', path, body: period });

    expect(outcomeOf(answer)).toEqual([status, code]);
    expect(bodyOf(answer)['detail']).toContain(words);
  });

  it.each([
    { from: '2026-03-01' },
    { ...period, accountIds: [] },
    { ...period, accountIds: Array.from({ length: 101 }, (_, index) => uuid(index)) },
    { ...period, to: '31/03/2026' },
  ])('take no body that is not one: %j', async (body) => {
    const { ask } = anApiWith({});

    expect(outcomeOf(await ask({ method: 'POST', path, body }))).toEqual([400, 'invalid_request']);
  });

  it('give pages of a period and of the list, with cursors of their own', async () => {
    const judged: JudgedPeriod = {
      period,
      verdict: 'complete',
      accounts: [aCertifiedAccount()],
      leftOut: { count: 0, accounts: [] },
    };
    const cursors: unknown[] = [];
    const { ask } = anApiWith({
      judge: async (_tenant, _period, { cursor }) => (cursors.push(cursor), { ...judged, nextCursor: uuid(101) }),
    });
    const query = 'from=2026-03-01&to=2026-03-31';
    const first = goodBody('getCompleteness', await ask({ path: '/v1/completeness', query }));
    const cursor = String(first['nextCursor']);

    await ask({ path: '/v1/completeness', query: `${query}&cursor=${cursor}` });
    const other = await ask({ path: '/v1/completeness', query: `from=2026-03-02&to=2026-03-31&cursor=${cursor}` });

    expect(cursors).toEqual([undefined, uuid(101)]);
    expect(outcomeOf(other)).toEqual([409, 'cursor_unknown']);
    expect(goodBody('listCertificates', await ask({ path }))).toEqual({ items: [] });
  });
});
