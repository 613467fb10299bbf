import { addressUnder } from '../../../../shared/language/addressUnder.ts';
import { emailAddress } from '../../../../shared/contracts/http/common.ts';
import type { InstitutionBody } from '../../../../shared/contracts/http/institutions.ts';
import type { Problem } from '../../../../shared/contracts/http/problems.ts';
import type { Language } from '../../../../shared/domain/mail/language.ts';
import { mayOpen } from '../../../../shared/domain/pages/pageSession.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { addresses } from '../../../../shared/presentation/pages/addresses.ts';
import { connectBankPage } from '../../../../shared/presentation/pages/connect/connectBank.ts';
import { backPath } from '../../../../shared/presentation/pages/connect/connectForms.ts';
import { connectMessages } from '../../../../shared/presentation/pages/connect/connectMessages.ts';
import type { FormError } from '../../../../shared/presentation/pages/components/errorSummary.ts';
import { formFields } from '../../../../shared/presentation/pages/formFields.ts';
import type { PageContext } from '../../visit.ts';
import { problemAnswer, shownTo, type ConnectDeps } from './parts.ts';

const { text } = connectMessages;

/** Says which field is empty. */
export const needed = (language: Language, label: 'email_label' | 'own_id' | 'own_secret'): string =>
  text(language, 'needed', { field: text(language, label) });

export const ownLabels = { clientId: 'own_id', clientSecret: 'own_secret' } as const;

/** Problems that another pair of credentials solves. */
const ofCredentials = ['credentials_refused', 'no_accounts', 'other_organization'] as const;
export const isOfCredentials = ({ code }: Problem): boolean => ofCredentials.some((one) => one === code);

const bankPage = async (
  c: PageContext,
  deps: ConnectDeps,
  bank: InstitutionBody,
  form?: { readonly typed: URLSearchParams; readonly errors: readonly FormError[] },
) => {
  const visit = c.get('visit');
  const known = await visit.api.call('listConnections', { query: { limit: '200' } });
  // Without them a second link would be offered where one is to be renewed.
  if (known.kind === 'problem')
    return problemAnswer(c, deps, known.problem, { address: addresses.connectBank(bank.id) });
  const connections = known.body.items;
  const valueOf = (name: string): string | undefined => form?.typed.get(name) ?? undefined;
  const page = connectBankPage({
    ...shownTo(visit),
    bank,
    product: deps.productName,
    contact: visit.session.contact?.email,
    connections: connections.filter(
      ({ institutionId, status }) =>
        institutionId === bank.id && status !== 'disconnected' && status !== 'awaiting_consent',
    ),
    mayRenew: mayOpen(visit.session, 'renew'),
    ...(form && {
      errors: form.errors,
      typed: defined({ email: valueOf('email'), ownEmail: valueOf('ownEmail'), clientId: valueOf('clientId') }),
    }),
  });
  return c.html(page, form ? 422 : 200);
};

const bankOf = async (c: PageContext, deps: ConnectDeps) => {
  const id = c.req.param('institutionId') ?? '';
  const found = await c.get('visit').api.call('getInstitution', { id });
  return found.kind === 'done'
    ? ({ kind: 'found', bank: found.body } as const)
    : ({ kind: 'none', answer: problemAnswer(c, deps, found.problem, { address: addresses.connect }) } as const);
};

/** What happens when one goes on. */
export const showBank = (deps: ConnectDeps) => async (c: PageContext) => {
  const found = await bankOf(c, deps);
  return found.kind === 'none' ? found.answer : bankPage(c, deps, found.bank);
};

/** Begins a consent, or connects with the credentials that were pasted. */
export const beginConnection = (deps: ConnectDeps) => async (c: PageContext) => {
  const found = await bankOf(c, deps);
  if (found.kind === 'none') return found.answer;
  const { bank } = found;
  const { session, language, api } = c.get('visit');
  const typed = c.get('form');
  const isOwn = typed.get('way') === 'credentials';
  const emailField = isOwn ? 'ownEmail' : 'email';
  const email = (typed.get(emailField) ?? '').trim();
  // Mails go out in the language of the pages, unless the product has said another.
  const contact = { locale: language, ...(session.contact ?? { email }) };
  const errors: FormError[] = [];
  if (!session.contact && !emailAddress.safeParse(email).success) {
    errors.push({
      name: emailField,
      message: email === '' ? needed(language, 'email_label') : text(language, 'email_wrong'),
    });
  }
  const credentials = {
    clientId: (typed.get('clientId') ?? '').trim(),
    clientSecret: (typed.get('clientSecret') ?? '').trim(),
  };
  if (isOwn) {
    for (const name of ['clientId', 'clientSecret'] as const) {
      if (credentials[name] === '') errors.push({ name, message: needed(language, ownLabels[name]) });
    }
  }
  if (errors.length > 0) return bankPage(c, deps, bank, { typed, errors });

  const begun = await api.call('createConnection', {
    body: isOwn
      ? { method: 'client_credentials', institutionId: bank.id, ...credentials, contact }
      : { method: 'oauth', institutionId: bank.id, returnUrl: addressUnder(deps.publicUrl, backPath), contact },
    ...defined({ once: typed.get(formFields.once) ?? undefined }),
  });
  if (begun.kind === 'problem') {
    const { problem } = begun;
    if (isOwn && isOfCredentials(problem)) {
      return bankPage(c, deps, bank, { typed, errors: [{ name: 'clientId', message: problem.detail }] });
    }
    return problemAnswer(c, deps, problem, { address: addresses.connectBank(bank.id) });
  }
  const { authorizationUrl, id } = begun.body;
  return c.redirect(authorizationUrl ?? `${backPath}?connectionId=${encodeURIComponent(id)}`, 303);
};
