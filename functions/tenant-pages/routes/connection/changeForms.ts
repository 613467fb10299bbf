import type { BodyOf } from '../../../../shared/api/apiClient.ts';
import type { Problem } from '../../../../shared/contracts/http/problems.ts';
import type { Language } from '../../../../shared/domain/mail/language.ts';
import type { FormError } from '../../../../shared/presentation/pages/components/errorSummary.ts';
import { connectionMessages } from '../../../../shared/presentation/pages/connection/connectionMessages.ts';
import type { ConnectionForm } from '../../../../shared/presentation/pages/connection/parts.ts';

const typed = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim();

/** What the contacts form says, for the API. What is left empty is not said, but for who may be taken away. */
export const contactsIn = (form: URLSearchParams, known: BodyOf<'getConnection'>) => {
  const [email, name, locale, accountant, own] = ['email', 'contactName', 'locale', 'accountant', 'name'].map((field) =>
    typed(form, field),
  );
  const notify = (form.get('notify') ?? '').split(/[\s,;]+/).filter((address) => address !== '');
  return {
    // A connection that was recorded without a contact may stay without one.
    ...((email || known.contact) && { contact: { email, ...(name && { name }), ...(locale && { locale }) } }),
    notify,
    accountant: accountant || null,
    ...(own && { name: own }),
  };
};

/** Which field a member of a request is, and what is said of it: the API says it to programmers. */
const fields = {
  contacts: [
    ['contact.email', 'email', 'email_wrong'],
    ['contact.name', 'contactName', 'name_wrong'],
    ['contact.locale', 'locale', 'name_wrong'],
    ['notify', 'notify', 'notify_wrong'],
    ['accountant', 'accountant', 'email_wrong'],
    ['name', 'name', 'name_wrong'],
  ],
  credentials: [
    ['clientId', 'clientId', 'client_id_wrong'],
    ['clientSecret', 'clientSecret', 'client_secret_wrong'],
  ],
  accounts: [],
  confirm: [],
} as const;

/** The errors of a form that came back, each field once; the problem itself where no field is meant. */
export const errorsIn = (
  language: Language,
  form: ConnectionForm,
  { detail, errors = [] }: Problem,
): readonly FormError[] => {
  const found = fields[form].flatMap(([path, name, message]): FormError[] =>
    errors.some((error) => error.path === path || error.path.startsWith(`${path}.`))
      ? [{ name, message: connectionMessages.text(language, message) }]
      : [],
  );
  return found.length > 0 ? found : [{ message: detail }];
};
