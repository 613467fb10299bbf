import { Hono } from 'hono';
import { formFields } from '../../../shared/presentation/pages/form.ts';
import { problemStatuses } from '../../../shared/contracts/http/problems.ts';
import type { BodyOf } from '../../../shared/api/apiClient.ts';
import { isCalendarDate, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Period } from '../../../shared/domain/statements/period.ts';
import { defined } from '../../../shared/language/defined.ts';
import { certificatePage } from '../../../shared/presentation/pages/certificate.ts';
import { addresses } from '../../../shared/presentation/pages/addresses.ts';
import type { FormError } from '../../../shared/presentation/pages/components/errorSummary.ts';
import { dayText, today } from '../../../shared/presentation/pages/components/when.ts';
import { monthFields, monthPage } from '../../../shared/presentation/pages/month.ts';
import { monthMessages } from '../../../shared/presentation/pages/monthMessages.ts';
import { lastMonth } from '../../../shared/presentation/pages/periodWords.ts';
import { problemAnswer } from '../problemAnswer.ts';
import type { PageContext, PageEnv, Visit } from '../visit.ts';

/** A few of the last ones; the API has them all. */
const madeShown = '5';

interface Shown {
  readonly period: Period;
  readonly cursor?: string | undefined;
  readonly errors?: readonly FormError[];
  readonly chosen?: readonly string[] | undefined;
  readonly typed?: Period | undefined;
}

/** How a period stands per account, and certificates of it. */
export const makeMonthRoutes = (): Hono<PageEnv> => {
  const routes = new Hono<PageEnv>();

  routes.get('/pages/month', async (c) => {
    const visit = c.get('visit');
    const [from, to, cursor] = [c.req.query('from'), c.req.query('to'), c.req.query('cursor')];
    const usual = lastMonth(today(visit.now));
    if (from === undefined && to === undefined) return showMonth(c, { period: usual });
    const typed = { from: from ?? '', to: to ?? '' };
    const errors = wrongDays(visit, typed);
    if (errors.length > 0) return showMonth(c, { period: usual, errors, typed });
    return showMonth(c, { period: typed, cursor, typed: undefined });
  });

  routes.post('/pages/month', async (c) => {
    const visit = c.get('visit');
    const form = c.get('form');
    const period = { from: form.get(monthFields.from) ?? '', to: form.get(monthFields.to) ?? '' };
    const cursor = form.get(monthFields.cursor) ?? undefined;
    const wrong = wrongDays(visit, period);
    if (wrong.length > 0) {
      return showMonth(c, { period: lastMonth(today(visit.now)), errors: wrong, typed: period });
    }
    const chosen = form.getAll(monthFields.account);
    if (chosen.length === 0) {
      const message = monthMessages.text(visit.language, 'choose_one');
      return showMonth(c, { period, cursor, chosen, errors: [{ name: monthFields.account, message }] });
    }
    // All that there are need not be named: then one that came in meanwhile is not left out.
    const isAll = !form.has('part') && String(chosen.length) === form.get('shown');
    const made = await visit.api.call('createCertificate', {
      body: { ...period, ...(isAll ? {} : { accountIds: chosen }) },
      ...defined({ once: form.get(formFields.once) ?? undefined }),
    });
    if (made.kind === 'done') return c.redirect(addresses.certificate(made.body.id), 303);
    return showMonth(c, { period, cursor, chosen, errors: [{ message: made.problem.detail }] });
  });

  routes.get('/pages/certificates/:id', async (c) => {
    const visit = c.get('visit');
    const read = await visit.api.call('getCertificate', { id: c.req.param('id') });
    if (read.kind === 'problem') return problemAnswer(c, read.problem, { address: addresses.month }, 'month');
    const address = new URL(addresses.certificate(read.body.id), c.req.url).href;
    return c.html(certificatePage({ frame: visit.frame, certificate: read.body, address }));
  });

  return routes;
};

const showMonth = async (c: PageContext, shown: Shown) => {
  const visit = c.get('visit');
  const { period, cursor, errors = [] } = shown;
  const [standing, made] = await Promise.all([
    visit.api.call('getCompleteness', { query: { ...period, ...defined({ cursor }) } }),
    visit.api.call('listCertificates', { query: { limit: madeShown } }),
  ]);
  const isPeriodWrong = standing.kind === 'problem' && standing.problem.status === 422;
  const page = monthPage({
    ...shown,
    ...(isPeriodWrong && errors.length === 0
      ? { errors: [{ name: monthFields.from, message: standing.problem.detail }], typed: period }
      : {}),
    frame: visit.frame,
    now: visit.now,
    standing: standing.kind === 'done' ? standing.body : standing.problem,
    // Those made earlier are an addition: without them the page still says how the period stands.
    made: madeOf(made.kind === 'done' ? made.body : undefined),
    formToken: visit.formToken,
    once: visit.newOnce(),
  });
  if (errors.length > 0) return c.html(page, 422);
  return c.html(page, standing.kind === 'problem' ? problemStatuses[standing.problem.code] : 200);
};

const madeOf = (body: BodyOf<'listCertificates'> | undefined) => body?.items ?? [];

/** Days that are none: what a person has typed, or an address that somebody has changed. */
const wrongDays = ({ language, now }: Visit, typed: Period): readonly FormError[] => {
  const isDay = (day: CalendarDate): boolean => isCalendarDate(day) && day >= '1900-01-01';
  const example = { example: dayText(language, today(now)) };
  const wrong = (name: 'from' | 'to'): readonly FormError[] =>
    isDay(typed[name])
      ? []
      : [{ name: monthFields[name], message: monthMessages.text(language, `wrong_${name}`, example) }];
  return [...wrong('from'), ...wrong('to')];
};
