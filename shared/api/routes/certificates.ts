import { operations } from '../../contracts/http/operations.ts';
import { maxAccounts, maxDays } from '../../domain/certificates/certificate.ts';
import { defined } from '../../language/defined.ts';
import { json, problem, type Answer } from '../../runtime/http/answer.ts';
import { cursorAt, pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { route } from '../../runtime/http/route.ts';
import type { Certificates, Refused } from '../../usecases/certificates/certificates.ts';
import { renderCertificate, renderJudged, renderReasons } from '../render/certificate.ts';
import { renderPage } from '../render/page.ts';

export interface CertificateDeps {
  readonly certificates: Certificates;
}

const refused = (code: Refused): Answer => {
  switch (code) {
    case 'period_too_long':
      return problem(code, { values: { limit: String(maxDays) } });
    case 'too_many_accounts':
      return problem(code, { values: { limit: String(maxAccounts) } });
    case 'period_invalid':
    case 'account_unknown':
    case 'cursor_unknown':
      return problem(code);
  }
};

export const makeCertificateRoutes = ({ certificates }: CertificateDeps) => ({
  getCompleteness: route(operations.getCompleteness, async ({ query, caller, language }) => {
    const { from, to } = query;
    const list: ListName = ['completeness', caller.tenantId, from, to];
    const page = await certificates.judge(caller.tenantId, { from, to }, pageIn(list, query));
    if (typeof page === 'string') return refused(page);
    const { nextCursor } = page;
    return json(200, {
      ...renderJudged(page),
      reasons: renderReasons(language, page),
      ...defined({ nextCursor: nextCursor === undefined ? undefined : cursorAt(list, nextCursor) }),
    });
  }),

  createCertificate: route(operations.createCertificate, async ({ body, caller, language }) => {
    const { from, to, accountIds } = body;
    const issued = await certificates.issue(caller, { from, to }, accountIds);
    if (typeof issued === 'string') return refused(issued);
    // What was found a moment ago holds.
    const standing = { state: 'holds', changes: [] } as const;
    return json(
      201,
      renderCertificate(language, { certificate: issued, standing, checkedAt: issued.content.issuedAt }),
    );
  }),

  getCertificate: route(operations.getCertificate, async ({ id, caller, language }) => {
    const found = await certificates.read({ tenantId: caller.tenantId, certificateId: id });
    return found ? json(200, renderCertificate(language, found)) : problem('not_found');
  }),

  listCertificates: route(operations.listCertificates, async ({ query, caller }) => {
    const list: ListName = ['certificates', caller.tenantId];
    const page = await certificates.list(caller.tenantId, pageIn(list, query));
    return json(
      200,
      renderPage(list, page, (summary) => ({ ...summary })),
    );
  }),
});
