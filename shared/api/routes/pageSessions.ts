import { operations } from '../../contracts/http/operations.ts';
import { languageOf } from '../../domain/mail/language.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeOfferPageSession } from '../../usecases/pages/offerPageSession.ts';

export interface PageSessionDeps {
  readonly offerPageSession: ReturnType<typeof makeOfferPageSession>;
}

export const makePageSessionRoutes = ({ offerPageSession }: PageSessionDeps) => ({
  createPageSession: route(operations.createPageSession, async ({ body: { locale, ...wanted }, caller }) => {
    const language = locale === undefined ? {} : { language: languageOf(locale) };
    const offered = await offerPageSession({ ...caller, ...wanted, ...language });
    switch (offered.kind) {
      case 'offered':
        return json(201, { url: offered.url, expiresAt: offered.expiresAt });
      case 'not_found':
      case 'institution_unknown':
      case 'return_url_not_allowed':
        return problem(offered.kind);
    }
  }),
});
