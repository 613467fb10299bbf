import type { Language } from '../../shared/domain/mail/language.ts';
import { linkWords, renewalWords } from '../../shared/presentation/pages.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { FollowedLink, LinkNow, RenewalLinkPage } from '../../shared/usecases/renewal/renewalLink.ts';
import { pageAnswer, pageHeaders } from './pageAnswer.ts';
import { formIn, single } from './parameters.ts';

export interface RenewalDeps extends Observers {
  readonly renewalLink: RenewalLinkPage;
  /** Where Ponto's page of consent is. */
  readonly pontoAuthorizationUrl: string;
}

export const renewalPath = '/renew';
const field = 'link';

/**
 * The page behind a link in a mail. Opening it shows one button and does nothing, because mail scanners open links; the
 * button leads on to Ponto. It names the bank and nothing else, whoever opens it.
 */
export const makeRenewalPage = (deps: RenewalDeps) => {
  const followed = (token: string, outcome: FollowedLink, fallback: Language): Answer => {
    deps.log.write('RENEWAL_FOLLOWED', {
      outcome: outcome.kind,
      ...(outcome.kind === 'later' && { problem: outcome.fault.code }),
    });
    if (outcome.kind !== 'begun') return pageFor(deps, token, outcome, fallback);
    deps.counters.count('RenewalsBegun');
    return { status: 303, contentType: 'text/plain', body: '', headers: { ...pageHeaders, location: outcome.url } };
  };

  return async (event: ApiEvent): Promise<Answer> => {
    const fallback = readerOf(event);
    const isFollowed = event.requestContext.http.method === 'POST';
    const token = single(isFollowed ? formIn(event) : new URLSearchParams(event.rawQueryString), field);
    try {
      return isFollowed
        ? followed(token, await deps.renewalLink.follow(token), fallback)
        : pageFor(deps, token, await deps.renewalLink.show(token), fallback);
    } catch (error) {
      deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
      deps.counters.count('InternalErrors');
      return pageAnswer(500, { language: fallback, ...linkWords(fallback, 'unexpected') });
    }
  };
};

const pageFor = (
  { pontoAuthorizationUrl }: RenewalDeps,
  token: string,
  link: LinkNow | Exclude<FollowedLink, { readonly kind: 'begun' }>,
  fallback: Language,
): Answer => {
  const language = link.kind === 'unknown' ? fallback : link.language;
  switch (link.kind) {
    case 'unknown':
      return pageAnswer(404, { language, ...linkWords(language, link.kind) });
    case 'renewed':
    case 'elsewhere':
      return pageAnswer(200, { language, ...linkWords(language, link.kind) });
    case 'later':
      return pageAnswer(503, { language, ...linkWords(language, link.kind) });
    case 'open': {
      const { button, ...words } = renewalWords(language, { bank: link.bankName, byConsent: link.byConsent === true });
      return pageAnswer(200, {
        language,
        ...words,
        form: {
          action: renewalPath,
          fields: [{ name: field, value: token }],
          button,
          // Ponto names the page of a renewal itself, on a host that it does not promise (Ponto reference, section 2.1).
          mayLeadTo: ['https:', new URL(pontoAuthorizationUrl).origin],
        },
      });
    }
  }
};
